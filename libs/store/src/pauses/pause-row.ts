// How a pause is read: one select list for every query, and one way from row to record.
import {
  byClock,
  type ChannelName,
  type IdentifiedBy,
  type KeyRing,
  type Mode,
  type NotificationStatus,
  type PauseStatus,
  type Requirement,
  type Risk,
  type Via,
} from '@pausepoint/core';
import { heldColumns, heldWords, toHeld, type HeldRow } from '../settling/held-columns.ts';
import { openAsFarAsPossible, type SealedPause } from './open-words.ts';
import type { Decision, PauseRecord, Recipient } from '../records.ts';
import { nothingSealed, type AnswerWords, type Words } from './sealed-words.ts';

/**
 * Of pause `p`, its content `c` and key `dk`; whether it is due is judged by the database's clock.
 *
 * @param inFull where its words and recipients are read, too
 */
const columns = (inFull: string): string => `
  p.developer_id, p.mode, p.id, p.status, p.options, p.allow_text_response, p.timeout_default,
  p.sandboxed, p.risk, p.require, p.watch, p.webhook_url_sealed, p.created_at, p.expires_at,
  ${heldColumns}, p.unwanted_by,
  p.response_choice, p.response_text_sealed, p.response_at, p.resolved_at,
  p.via, p.identified_by, p.recipient_index, p.user_id_sealed,
  p.status = 'pending' and p.due_at <= statement_timestamp() as overdue,
  c.developer_name, c.metadata, c.digest, case when ${inFull} then c.sealed end as words_sealed, dk.sealed as key_sealed, dk.erased_at,
  case when ${inFull} then (select json_agg(json_build_array(r.recipient_index, r.channel, d.status, d.attempts,
      d.last_error, extract(epoch from d.updated_at) * 1000, r.after_seconds) order by r.recipient_index)
    from pause_recipient r
    join delivery d on d.developer_id = r.developer_id and d.pause_id = r.pause_id
      and d.notice = 'question' and d.recipient_index = r.recipient_index
    where r.developer_id = p.developer_id and r.pause_id = p.id) end as recipients`;

export const pauseColumns = columns('true');

/** All that a webhook tells of a pause. */
export const toldColumns = columns('p.watch');

export const withContent = `join pause_content c
  on c.developer_id = p.developer_id and c.pause_id = p.id and c.revision = p.revision
  left join pause_key dk on dk.developer_id = p.developer_id and dk.pause_id = p.id`;

export const pauseTables = `pause p ${withContent}`;

export interface PauseRow extends HeldRow {
  developer_id: string;
  mode: Mode;
  id: string;
  status: PauseStatus;
  options: string[];
  allow_text_response: boolean;
  timeout_default: string | null;
  sandboxed: boolean;
  risk: Risk;
  require: Requirement;
  watch: boolean;
  webhook_url_sealed: Buffer | null;
  created_at: Date;
  expires_at: Date;
  response_choice: string | null;
  response_text_sealed: Buffer | null;
  response_at: Date | null;
  resolved_at: Date | null;
  via: Via | null;
  identified_by: IdentifiedBy | null;
  recipient_index: number | null;
  user_id_sealed: Buffer | null;
  unwanted_by: number[] | null;
  overdue: boolean;
  developer_name: string;
  metadata: string | null;
  digest: string;
  /** Null: not read. */
  words_sealed: Buffer | null;
  key_sealed: Buffer | null;
  erased_at: Date | null;
  recipients: RecipientRow[] | null;
}

type RecipientRow = [
  index: number,
  channel: ChannelName,
  status: NotificationStatus,
  attempts: number,
  lastError: string | null,
  at: number,
  afterSeconds: number,
];

/** What of it is sealed. */
export const sealedIn = (row: PauseRow): SealedPause => ({
  of: { developerId: row.developer_id, pauseId: row.id },
  keySealed: row.key_sealed,
  words: row.words_sealed,
  answer: { ...nothingSealed, text: row.response_text_sealed, userId: row.user_id_sealed },
  held: heldWords(row),
});

/** @param open how: as far as possible, unless told otherwise */
export function toPause(
  ring: KeyRing,
  row: PauseRow,
  open: typeof openAsFarAsPossible = openAsFarAsPossible,
): PauseRecord {
  const { words, answer, held: heldAnswer } = open(ring, sealedIn(row));
  const asked = {
    options: row.options,
    allowTextResponse: row.allow_text_response,
    timeoutDefault: row.timeout_default,
    expiresAt: row.expires_at,
  };
  const held = toHeld(row, heldAnswer);
  const settled = row.overdue ? byClock({ ...asked, held }) : asWritten(row, answer);
  return {
    ...asked,
    id: row.id,
    developerId: row.developer_id,
    mode: row.mode,
    createdAt: row.created_at,
    undoSeconds: row.undo_seconds,
    content: {
      ...asked,
      developerName: row.developer_name,
      agent: words.agent,
      message: words.message,
      context: words.context,
    },
    contentDigest: row.digest,
    digestSalt: words.digestSalt,
    metadata: row.metadata,
    sandboxed: row.sandboxed,
    risk: row.risk,
    require: row.require,
    watch: row.watch ? { context: words.watched ?? null } : null,
    status: settled.status,
    held: settled.status === 'pending' ? held : null,
    unwantedBy: row.unwanted_by ?? [],
    responseChoice: settled.choice,
    responseText: settled.text,
    responseAt: settled.responseAt,
    resolvedAt: settled.resolvedAt,
    decision: settled.answer && toDecision(settled.answer),
    recipients: (row.recipients ?? []).map((one) => toRecipient(one, words)),
    erasedAt: row.erased_at,
  };
}

/** As the row says it; nobody has answered while it is pending. */
function asWritten(row: PauseRow, { text, userId }: AnswerWords) {
  const { via, identified_by: identifiedBy, recipient_index: recipientIndex } = row;
  return {
    status: row.status,
    choice: row.response_choice,
    text,
    responseAt: row.response_at,
    resolvedAt: row.resolved_at,
    answer: via && identifiedBy ? { via, identifiedBy, recipientIndex, userId } : null,
  };
}

export const toDecision = ({
  via,
  identifiedBy,
  recipientIndex,
  userId = null,
}: Pick<Decision, 'via' | 'identifiedBy' | 'recipientIndex'> & {
  readonly userId?: string | null | undefined;
}): Decision => ({ via, identifiedBy, recipientIndex, userId });

const toRecipient = (row: RecipientRow, { recipients }: Words): Recipient => {
  const [index, channel, status, attempts, lastError, at, afterSeconds] = row;
  const [name, masked] = recipients[index] ?? [null, ''];
  const notification = { status, attempts, lastError, at: new Date(at) };
  return { index, name, channel, masked, afterSeconds, notification };
};
