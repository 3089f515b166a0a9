// What came of a question, as plain JSON that a graph can keep in its state.
import { answerInWords, type Decision as DecidedBy, type SettledPause } from 'pausepoint';

/** Only `answered` is a human's; whatever else came, nobody chose. */
export type Decision<Choice extends string = string> = Answered<Choice> | Unanswered;

export interface Answered<Choice extends string = string> {
  readonly kind: 'answered';
  readonly choice: Choice;
  /** What the human added. */
  readonly text: string | null;
  readonly pause_id: string;
  /** How they answered, and how they were known. */
  readonly decided_by: DecidedBy | null;
  /** The same in words, for a model. */
  readonly told: string;
}

export interface Unanswered {
  /**
   * - `timed_out`: nobody answered in time. A `timeout_default` is not an answer: route this instead.
   * - `cancelled`: the question was withdrawn.
   * - `unasked`: no human could be asked, or none reached.
   */
  readonly kind: 'timed_out' | 'cancelled' | 'unasked';
  /** Nobody's. */
  readonly choice: null;
  readonly pause_id: string | null;
  readonly told: string;
}

export function decisionOf<Choice extends string>(pause: SettledPause): Decision<Choice> {
  const { pause_id } = pause;
  const told = answerInWords(pause);
  if (pause.status !== 'responded') return { kind: pause.status, choice: null, pause_id, told };
  return {
    kind: 'answered',
    choice: pause.response_choice as Choice,
    text: pause.response_text,
    pause_id,
    decided_by: pause.decision,
    told,
  };
}
