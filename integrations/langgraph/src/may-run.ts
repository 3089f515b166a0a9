// Holds what is about to run against what a human agreed to, nodes and steps later.
import {
  takeApproval,
  type PausePoint,
  type TakeOnce,
  type ToolCall,
  type ToolCallVerdict,
} from 'pausepoint';
import type { Decision } from './decision.ts';

/**
 * For the node that acts, in the line before it does: whether a human said “Approve” to this very call.
 * Ask by `toolCallQuestion` of the same call. The pause itself is read, so what became of the state in
 * between (another node's update, `updateState`, a changed checkpoint) lets nothing else run.
 *
 * ```ts
 * const transfer = ({ payee, amount }: State) => ({ tool: 'wire', arguments: { payee, amount } });
 * const approve = approvalNode({ client, request: (state: State) => toolCallQuestion(transfer(state), whom), apply });
 * const wire = async (state: State) => {
 *   const verdict = await mayRun(client, state.decision, transfer(state));
 *   return verdict.approved ? bank.wire(transfer(state).arguments) : { refused: verdict.reason };
 * };
 * ```
 *
 * With `once` it takes the approval, so that one yes is one run at most.
 *
 * Throws where the API does not answer: nothing ran, and the task may be run again.
 */
export async function mayRun(
  { pauses }: PausePoint,
  { pause_id, told }: Decision,
  call: ToolCall,
  { once }: { readonly once?: TakeOnce | undefined } = {},
): Promise<ToolCallVerdict> {
  if (pause_id === null) return { approved: false, because: 'unasked', reason: told };
  return takeApproval(await pauses.get(pause_id), call, once);
}
