// How an answer that may still be taken back is read: one select list, and one way to the rule's words.
import type { Held, IdentifiedBy, Via } from '@pausepoint/core';
import type { AnswerWords, SealedAnswer } from '../pauses/sealed-words.ts';

/** Of pause `p`. */
export const heldColumns = `p.undo_seconds, p.due_at, p.held_at, p.held_choice, p.held_text_sealed,
  p.held_via, p.held_identified_by, p.held_recipient_index, p.held_user_id_sealed, p.held_data_sealed`;

export interface HeldRow {
  undo_seconds: number;
  due_at: Date;
  held_at: Date | null;
  held_choice: string | null;
  held_text_sealed: Buffer | null;
  held_via: Via | null;
  held_identified_by: IdentifiedBy | null;
  held_recipient_index: number | null;
  held_user_id_sealed: Buffer | null;
  held_data_sealed: Buffer | null;
}

export const heldWords = (row: HeldRow): SealedAnswer => ({
  text: row.held_text_sealed,
  userId: row.held_user_id_sealed,
  data: row.held_data_sealed,
});

/** @param words what was opened of it */
export function toHeld(row: HeldRow, words: AnswerWords): Held | null {
  const { held_at: at, held_choice: choice, held_via: via, held_identified_by: identifiedBy } = row;
  if (at === null || choice === null || via === null || identifiedBy === null) return null;
  const recipientIndex = row.held_recipient_index;
  return {
    answer: { choice, via, identifiedBy, recipientIndex, ...words },
    at,
    settlesAt: row.due_at,
  };
}
