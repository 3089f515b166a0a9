// What goes wrong between a caller and a PausePoint server.
import type { Pause, Problem, ProblemCode } from '@pausepoint/contract/wire';

/**
 * What the server refused, as its documentation lists, or one of ours:
 * - `undeliverable`: nobody can be reached with this question; it stays open, see `error.pause`.
 * - `unreachable`: no answer came from the server.
 * - `unexpected_answer`: something came that no PausePoint server says.
 */
export type ErrorCode = ProblemCode | 'undeliverable' | 'unreachable' | 'unexpected_answer';

interface ErrorDetails {
  readonly status?: number | undefined;
  readonly problem?: Problem | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly pause?: Pause | undefined;
  readonly cause?: unknown;
}

/**
 * A refusal by the server, or no answer from it. Branch on `code`.
 *
 * ```ts
 * try {
 *   await ask(question);
 * } catch (error) {
 *   if (!(error instanceof PausePointError)) throw error;
 *   if (error.code === 'undeliverable') await tellOperator(error.pause);
 *   else console.error(error.code, error.message, error.errors, error.requestId);
 * }
 * ```
 */
export class PausePointError extends Error {
  override readonly name = 'PausePointError';
  readonly code: ErrorCode;
  /** The HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  /** Every fault in the request, each with its place. */
  readonly errors: readonly { pointer: string; detail: string }[];
  /** Name it when you ask about this request. */
  readonly requestId: string | undefined;
  /** When to come back, if the server said so. */
  readonly retryAfterSeconds: number | undefined;
  /** The pause that is `undeliverable`: why is in its `recipients[].notification`. */
  readonly pause: Pause | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.errors = details.problem?.errors ?? [];
    this.requestId = details.problem?.request_id;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.pause = details.pause;
  }
}

/** The error an answer that is not 2xx tells. */
export async function errorOf(response: Response): Promise<PausePointError> {
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const details = {
    status: response.status,
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
  };
  const problem = await readProblem(response);
  if (!problem) {
    return new PausePointError(
      'unexpected_answer',
      `The server answered ${response.status}`,
      details,
    );
  }
  const faults = problem.errors?.map(({ pointer, detail }) => `\n  ${pointer} ${detail}`) ?? [];
  const many = faults.length > 1 ? faults.join('') : '';
  return new PausePointError(problem.code, problem.detail + many, { ...details, problem });
}

async function readProblem(response: Response): Promise<Problem | undefined> {
  try {
    const body = (await response.json()) as Partial<Problem> | null;
    return typeof body?.code === 'string' ? (body as Problem) : undefined;
  } catch {
    return undefined;
  }
}
