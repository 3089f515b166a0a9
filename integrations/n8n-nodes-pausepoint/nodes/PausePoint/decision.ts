// What came of a question, as a workflow and n8n's gate before an agent's tools read it.
import type { IDataObject } from 'n8n-workflow';

/**
 * - `approved`: a human chose an option that means yes.
 * - `answered`: a human chose another one.
 * - `timed_out`, `cancelled`: nobody answered in time; the question was withdrawn.
 * - `undeliverable`: no message reached anybody, so the question was withdrawn.
 * - `unheard`: long after the deadline n8n had not heard how it ended.
 * - `unasked`: there was no question: PausePoint refused it, or was not there.
 */
export type Outcome =
  'approved' | 'answered' | 'timed_out' | 'cancelled' | 'undeliverable' | 'unheard' | 'unasked';

const notAgreed =
  'This is no approval, and no rejection by a person either: do not go on as if it were one, and do not look for another way to do the same.';

/** @param approving the labels that mean yes, as the pause has them */
export function decisionOf(
  pause: IDataObject,
  approving: readonly unknown[],
  undeliverable = false,
): IDataObject {
  const { pause_id, status, response_choice, metadata = null } = pause;
  const decision = pause['decision'] as IDataObject | null | undefined;
  // Whatever else the pause says: only a human's own answer is an answer.
  const isAnswered = status === 'responded' && pause['human_decided'] === true;
  const approved =
    isAnswered && typeof response_choice === 'string' && approving.includes(response_choice);
  const outcome = isAnswered
    ? approved
      ? 'approved'
      : 'answered'
    : unanswered(status, undeliverable);
  const told = isAnswered ? answerInWords(pause) : nobodyInWords(outcome);
  return {
    data: {
      approved,
      outcome,
      status,
      choice: isAnswered ? response_choice : null,
      text: isAnswered ? pause['response_text'] : null,
      responded_at: isAnswered ? pause['response_at'] : null,
      answered_by: isAnswered ? whoAnswered(pause, decision) : null,
      applied_default: status === 'timed_out' ? (response_choice ?? null) : null,
      told,
      // What n8n's gate passes on to the model instead of "User rejected the tool call".
      ...(!approved && { chatInput: told }),
    },
    pause_id,
    metadata,
  };
}

function unanswered(status: unknown, undeliverable: boolean): Outcome {
  if (undeliverable) return 'undeliverable';
  return status === 'timed_out' || status === 'cancelled' ? status : 'unheard';
}

/** Where there is no settled pause to speak of. */
export const undecided = (
  outcome: 'unheard' | 'unasked',
  pause_id: string | null = null,
): IDataObject => {
  const told = nobodyInWords(outcome);
  const nothing = { choice: null, text: null, responded_at: null, answered_by: null };
  return {
    data: {
      ...{ approved: false, outcome, status: 'unknown', ...nothing },
      ...{ applied_default: null, told, chatInput: told },
    },
    pause_id,
    metadata: null,
  };
};

function whoAnswered(pause: IDataObject, decision: IDataObject | null | undefined): IDataObject {
  const recipients = (pause['recipients'] ?? []) as readonly IDataObject[];
  const who = recipients.find(({ index }) => index === decision?.['recipient_index']);
  return {
    name: who?.['name'] ?? null,
    channel: who?.['channel'] ?? null,
    recipient: who?.['recipient'] ?? null,
    via: decision?.['via'] ?? null,
    identified_by: decision?.['identified_by'] ?? null,
    ...(decision?.['user_id'] !== undefined && { user_id: decision['user_id'] }),
  };
}

function answerInWords({ response_choice, response_text }: IDataObject): string {
  const added = response_text ? ` They added: ${JSON.stringify(response_text)}.` : '';
  return `A human answered: ${JSON.stringify(response_choice)}.${added}`;
}

const why: Readonly<Record<Exclude<Outcome, 'approved' | 'answered'>, string>> = {
  timed_out: 'nobody answered in time',
  cancelled: 'the question was withdrawn',
  undeliverable: 'no message reached anybody',
  unheard: 'it was not heard in time how the question ended',
  unasked: 'the question could not be asked',
};

const nobodyInWords = (outcome: Outcome): string =>
  outcome in why ? `No human answered: ${why[outcome as keyof typeof why]}. ${notAgreed}` : '';
