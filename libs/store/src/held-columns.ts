// How an answer that may still be taken back is read: one select list, and one way to the rule's words.
import type { Answer, Held, IdentifiedBy, Via } from '@pausepoint/core';

/** Of pause `p`. */
export const heldColumns = `p.undo_seconds, p.due_at, p.held_at, p.held_choice, p.held_text, p.held_via,
  p.held_identified_by, p.held_recipient_index, p.held_user_id, p.held_data`;

export interface HeldRow {
  undo_seconds: number;
  due_at: Date;
  held_at: Date | null;
  held_choice: string | null;
  held_text: string | null;
  held_via: Via | null;
  held_identified_by: IdentifiedBy | null;
  held_recipient_index: number | null;
  held_user_id: string | null;
  held_data: string | null;
}

export function toHeld(row: HeldRow): Held | null {
  const { held_at: at, held_choice: choice, held_via: via, held_identified_by: identifiedBy } = row;
  if (at === null || choice === null || via === null || identifiedBy === null) return null;
  const answer = {
    choice,
    text: row.held_text,
    via,
    identifiedBy,
    recipientIndex: row.held_recipient_index,
    userId: row.held_user_id ?? undefined,
    ...(row.held_data !== null && { evidence: JSON.parse(row.held_data) as Answer['evidence'] }),
  };
  return { answer, at, settlesAt: row.due_at };
}
