// What a model is told of an answer, or of why nobody could be asked: never more than happened.
import type { Pause } from '@pausepoint/contract/wire';
import { PausePointError, type ErrorCode } from './error.ts';

const notAgreed =
  'This is no approval, and no rejection by a person either: do not go on as if it were one, and do not look for another way to do the same.';

/** Why a pause of this status holds no human's decision. */
export const whyNobodyDecided: Readonly<Record<Pause['status'], string>> = {
  pending: 'the question is still open',
  timed_out: 'nobody answered in time',
  cancelled: 'the question was withdrawn',
  responded: 'the answer was not a human’s',
};

/**
 * Who decided what, for the model that asked. Silence is told as silence: the `timeout_default` is
 * never shown as an answer.
 *
 * ```ts
 * const told = answerInWords(await ask(question)); // 'A human answered: "Approve".'
 * ```
 */
export function answerInWords({
  status,
  human_decided,
  response_choice,
  response_text,
}: Pause): string {
  if (status === 'responded' && human_decided) {
    const added = response_text ? ` They added: ${JSON.stringify(response_text)}.` : '';
    return `A human answered: ${JSON.stringify(response_choice)}.${added}`;
  }
  return `No human answered: ${whyNobodyDecided[status]}. ${notAgreed}`;
}

/** What the program itself must put right: a model could only guess at it. */
const programs: ReadonlySet<ErrorCode> = new Set([
  'api_key_invalid',
  'idempotency_key_reused',
  'invalid_recipient',
  'invalid_request',
  'malformed_json',
  'not_found',
  'role_denied',
  'unexpected_answer',
  'webhook_url_refused',
]);
/** Where the words of the model itself stand in a question. */
const models = /^\/(?:message|context|options|timeout_default)(?:\/|$)/;

/**
 * What a model is told where no human could be asked, or none reached; undefined where the program is
 * at fault, so throw the error then.
 *
 * ```ts
 * const told = refusalInWords(error);
 * if (told === undefined) throw error;
 * ```
 */
export function refusalInWords(error: unknown): string | undefined {
  if (!(error instanceof PausePointError)) return undefined;
  const { code, message, errors } = error;
  const modelsOwn = errors.length > 0 && errors.every(({ pointer }) => models.test(pointer));
  if (programs.has(code) && !(code === 'invalid_request' && modelsOwn)) return undefined;
  return `No human could be asked: ${message} (${code}). ${notAgreed}`;
}
