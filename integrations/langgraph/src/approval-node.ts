// A node that asks a human and goes on with what they decided.
import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import { PausePointError, refusalInWords, type PausePoint, type Question } from 'pausepoint';
import { decisionOf, type Decision } from './decision.ts';
import { settledPause } from './settled-pause.ts';
import type { Wait } from './place.ts';

interface ApprovalNode<State, Update, Choice extends string> {
  readonly client: PausePoint;
  /** The question. It is asked again on every re-run, so make it of the state alone. */
  readonly request: (
    state: State,
    config: LangGraphRunnableConfig,
  ) => Question<Choice> | Promise<Question<Choice>>;
  /** What to make of the decision: an update of the state, or a `Command`. */
  readonly apply: (decision: Decision<Choice>, state: State) => Update | Promise<Update>;
  /** Default: `interrupt`. */
  readonly wait?: Wait | undefined;
}

/**
 * A node for `addNode`. However often it is re-run (resumed, retried, in another process), it asks
 * once; the next visit in a loop asks anew.
 *
 * ```ts
 * const approve = approvalNode({
 *   client: pausepoint({ apiKey }),
 *   request: ({ payee, amount }: typeof State.State) => ({
 *     recipient: '+1 (312) 847-1928',
 *     channel: 'sms',
 *     message: `Wire ${amount} to ${payee}?`,
 *     options: ['Approve', 'Reject'],
 *     timeout_hours: 4,
 *   }),
 *   apply: (decision) => ({ decision }),
 * });
 * ```
 *
 * Throws where the program is at fault, and where the API does not answer: the task stays as it is and
 * may be run again. A refusal (policy, plan, a channel that is not there) is the decision `unasked`.
 */
export function approvalNode<State, Update, const Choice extends string>(
  node: ApprovalNode<State, Update, Choice>,
): (state: State, config: LangGraphRunnableConfig) => Promise<Update> {
  const { client, request, apply, wait = 'interrupt' } = node;
  return async (state, config) => {
    const question = await request(state, config);
    const decision = await settledPause({ client, question, config, part: 'node', wait }).then(
      decisionOf<Choice>,
      unasked,
    );
    return apply(decision, state);
  };
}

/** Lets through what is not a refusal: above all LangGraph's own interrupt. */
function unasked(error: unknown): Decision<never> {
  const told = refusalInWords(error);
  if (told === undefined || mayPass(error)) throw error;
  const pause_id = error instanceof PausePointError ? (error.pause?.pause_id ?? null) : null;
  return { kind: 'unasked', choice: null, pause_id, told };
}

const passing = new Set(['unreachable', 'internal_error', 'overloaded', 'rate_limited']);

const mayPass = (error: unknown) => error instanceof PausePointError && passing.has(error.code);
