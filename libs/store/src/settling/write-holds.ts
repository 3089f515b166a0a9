// Writes down that answers are held, or held no more; the rest of the pause stays as it is.
import type { Held, KeyRing, Mode } from '@pausepoint/core';
import type { PauseKey } from '../records.ts';
import { sealAnswerOf } from './seal-answer-of.ts';
import type { Call } from '../sql.ts';

export interface HeldPause {
  readonly pause: PauseKey & { readonly mode: Mode; readonly keySealed: Buffer | null };
  /** Null: taken back. */
  readonly held: Held | null;
}

const write = {
  name: 'write-holds',
  text: `
with h as materialized (
  select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::timestamptz[],
    $6::text[], $7::bytea[], $8::text[], $9::text[], $10::smallint[], $11::bytea[], $12::bytea[])
  as h (developer_id, mode, id, at, settles_at, choice, text, via, identified_by, recipient_index,
    user_id, data)
), held as (
  update pause p set held_at = h.at, held_choice = h.choice, held_text_sealed = h.text, held_via = h.via,
    held_identified_by = h.identified_by, held_recipient_index = h.recipient_index,
    held_user_id_sealed = h.user_id, held_data_sealed = h.data, due_at = coalesce(h.settles_at, p.expires_at)
  from h where p.developer_id = h.developer_id and p.mode = h.mode and p.id = h.id
  returning true
)
select all_written(count(*), cardinality($3::uuid[])) from held`,
};

/** The rows must be locked by this very transaction and still pending. */
export function writeHolds(ring: KeyRing, all: readonly HeldPause[]): readonly Call[] {
  if (all.length === 0) return [];
  const sealed = all.map(({ pause, held }) => sealAnswerOf(ring, pause, held?.answer ?? null));
  const each = <T>(read: (one: HeldPause) => T): T[] => all.map(read);
  const values = [
    each(({ pause }) => pause.developerId),
    each(({ pause }) => pause.mode),
    each(({ pause }) => pause.pauseId),
    each(({ held }) => held?.at ?? null),
    each(({ held }) => held?.settlesAt ?? null),
    each(({ held }) => held?.answer.choice ?? null),
    sealed.map(({ text }) => text),
    each(({ held }) => held?.answer.via ?? null),
    each(({ held }) => held?.answer.identifiedBy ?? null),
    each(({ held }) => held?.answer.recipientIndex ?? null),
    sealed.map(({ userId }) => userId),
    sealed.map(({ data }) => data),
  ];
  return [{ statement: write, values }];
}
