// How a pause is read: one select list for every query, and one way from row to record.
import {
  byClock,
  type Agent,
  type ChannelName,
  type Fact,
  type IdentifiedBy,
  type Mode,
  type NotificationStatus,
  type PauseStatus,
  type Requirement,
  type Risk,
  type Via,
} from '@pausepoint/core';
import { heldColumns, toHeld, type HeldRow } from './held-columns.ts';
import type { Decision, PauseRecord, Recipient } from './records.ts';

/** The sealed key of pause `p`. */
export const keyColumn = `(select k.sealed from pause_key k
    where k.developer_id = p.developer_id and k.pause_id = p.id)`;

/** Everything of pause `p` and its content `c`; whether it is due is judged by the database's clock. */
export const pauseColumns = `
  p.developer_id, p.mode, p.id, p.status, p.options, p.allow_text_response, p.timeout_default,
  p.sandboxed, p.risk, p.require, p.webhook_url_sealed, p.created_at, p.expires_at,
  ${heldColumns}, p.unwanted_by,
  p.response_choice, p.response_text, p.response_at, p.resolved_at,
  p.via, p.identified_by, p.recipient_index, p.user_id,
  p.status = 'pending' and p.due_at <= statement_timestamp() as overdue,
  c.developer_name, c.agent, c.message, c.context, c.metadata, c.digest, c.digest_salt,
  ${keyColumn} as key_sealed,
  (select json_agg(json_build_array(r.recipient_index, r.name, r.channel, r.masked, d.status,
      d.attempts, d.last_error, extract(epoch from d.updated_at) * 1000, r.after_seconds) order by r.recipient_index)
    from pause_recipient r
    join delivery d on d.developer_id = r.developer_id and d.pause_id = r.pause_id
      and d.notice = 'question' and d.recipient_index = r.recipient_index
    where r.developer_id = p.developer_id and r.pause_id = p.id) as recipients`;

export const withContent = `join pause_content c
  on c.developer_id = p.developer_id and c.pause_id = p.id and c.revision = p.revision`;

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
  webhook_url_sealed: Buffer | null;
  created_at: Date;
  expires_at: Date;
  response_choice: string | null;
  response_text: string | null;
  response_at: Date | null;
  resolved_at: Date | null;
  via: Via | null;
  identified_by: IdentifiedBy | null;
  recipient_index: number | null;
  user_id: string | null;
  unwanted_by: number[] | null;
  overdue: boolean;
  developer_name: string;
  agent: string | null;
  message: string;
  context: string | null;
  metadata: string | null;
  digest: string;
  digest_salt: string;
  key_sealed: Buffer | null;
  recipients: RecipientRow[] | null;
}

type RecipientRow = [
  index: number,
  name: string | null,
  channel: ChannelName,
  masked: string,
  status: NotificationStatus,
  attempts: number,
  lastError: string | null,
  at: number,
  afterSeconds: number,
];

export function toPause(row: PauseRow): PauseRecord {
  const asked = {
    options: row.options,
    allowTextResponse: row.allow_text_response,
    timeoutDefault: row.timeout_default,
    expiresAt: row.expires_at,
  };
  const held = toHeld(row);
  const settled = row.overdue ? byClock({ ...asked, held }) : asWritten(row);
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
      agent: row.agent === null ? null : (JSON.parse(row.agent) as Agent),
      message: row.message,
      context: row.context === null ? null : (JSON.parse(row.context) as Fact[]),
    },
    contentDigest: row.digest,
    digestSalt: row.digest_salt,
    metadata: row.metadata,
    sandboxed: row.sandboxed,
    risk: row.risk,
    require: row.require,
    status: settled.status,
    held: settled.status === 'pending' ? held : null,
    unwantedBy: row.unwanted_by ?? [],
    responseChoice: settled.choice,
    responseText: settled.text,
    responseAt: settled.responseAt,
    resolvedAt: settled.resolvedAt,
    decision: settled.answer && toDecision(settled.answer),
    recipients: (row.recipients ?? []).map(toRecipient),
  };
}

/** As the row says it; nobody has answered while it is pending. */
function asWritten(row: PauseRow) {
  const { via, identified_by: identifiedBy, recipient_index: recipientIndex } = row;
  const userId = row.user_id ?? undefined;
  return {
    status: row.status,
    choice: row.response_choice,
    text: row.response_text,
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

const toRecipient = (row: RecipientRow): Recipient => {
  const [index, name, channel, masked, status, attempts, lastError, at, afterSeconds] = row;
  const notification = { status, attempts, lastError, at: new Date(at) };
  return { index, name, channel, masked, afterSeconds, notification };
};
