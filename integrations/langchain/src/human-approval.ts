// Middleware that lets a call run only after a human agreed to that very call.
import { getConfig } from '@langchain/langgraph';
import { createMiddleware, ToolMessage } from 'langchain';
import {
  openToolCall,
  settleToolCall,
  type PausePoint,
  type TakeOnce,
  type ToolCall,
} from 'pausepoint';
import { askFor, type Gates } from './gate.ts';
import { interruptWhilePending } from './interrupt-while-pending.ts';
import { ownIdFault } from './own-id-fault.ts';
import { placeOf, type Wait } from './place.ts';

interface HumanApproval extends Gates {
  readonly client: PausePoint;
  /** Default: `interrupt` where the agent has a checkpointer, else `in-process`. */
  readonly wait?: Wait | undefined;
  /** Makes one yes one run at most, whatever crashes, tries again or is run twice. */
  readonly once?: TakeOnce | undefined;
}

/**
 * For `createAgent`. Every call is asked about and decided alone, also of several in one message; where
 * nobody agreed the model is told so, and the tool did not run.
 *
 * ```ts
 * const agent = createAgent({
 *   model,
 *   tools: [search, wire],
 *   middleware: [
 *     humanApproval({
 *       client: pausepoint({ apiKey }),
 *       tools: { wire: ({ arguments: { amount } }) => amount > 100 },
 *       ask: { recipient: '+1 (312) 847-1928', channel: 'sms', timeout_hours: 4 },
 *     }),
 *   ],
 * });
 * ```
 *
 * Put it last: what stands behind it may still change a call that was approved.
 */
export function humanApproval({ client, wait: wanted, once, ...gates }: HumanApproval) {
  return createMiddleware({
    name: 'HumanApproval',
    async wrapToolCall(request, handler) {
      const { name, args, id = '' } = request.toolCall;
      const call: ToolCall = { tool: name, arguments: args };
      const ask = await askFor(call, gates);
      if (!ask) return handler(request);
      const refused = (content: string) =>
        new ToolMessage({ content, tool_call_id: id, name, status: 'error' });
      const fault = ownIdFault(request.toolCall, request.state.messages);
      if (fault) return refused(fault);
      const config = getConfig();
      const { wait, idempotencyKey, metadata } = placeOf(config, id, wanted);
      const placed = { ...ask, metadata: { ...ask.metadata, ...metadata } };
      const asked = await openToolCall(client, call, placed, { idempotencyKey });
      if ('approved' in asked) return refused(asked.reason);
      if (wait === 'interrupt') await interruptWhilePending(client, asked, config);
      const { signal } = request.runtime;
      const verdict = await settleToolCall(client, asked.pause_id, call, { signal, once });
      if (!verdict.approved) return refused(verdict.reason);
      return handler(request);
    },
  });
}
