// The graph most tests run: pay after a human said so, escalate when nobody did.
import { Annotation, END, START, StateGraph, type BaseCheckpointSaver } from '@langchain/langgraph';
import { approvalNode } from '../approval-node.ts';
import type { Decision } from '../decision.ts';
import { routeByChoice } from '../route-by-choice.ts';
import type { Wait } from '../place.ts';
import { whom, type World } from './world.ts';

export const State = Annotation.Root({
  amount: Annotation<number>,
  decision: Annotation<Decision<'Approve' | 'Reject'>>,
  ran: Annotation<string[]>({ reducer: (before, more) => before.concat(more), default: () => [] }),
});
export type Payment = typeof State.State;

interface Given {
  readonly wait?: Wait;
  readonly seconds?: number;
  readonly webhook_url?: string;
  /** Runs where the money would leave. */
  readonly onWire?: () => void;
}

export const approvalOf = (client: World['client'], { wait, seconds, webhook_url }: Given = {}) =>
  approvalNode({
    client,
    wait,
    request: ({ amount }: Payment) => ({
      ...whom,
      message: `Wire $${amount} to Meridian?`,
      options: ['Approve', 'Reject'],
      timeout_seconds: seconds ?? 3_600,
      // Silence must not become this: it is nobody's choice.
      timeout_default: 'Approve',
      allow_text_response: true,
      metadata: { order: 7 },
      ...(webhook_url && { webhook_url }),
    }),
    apply: (decision) => ({ decision }),
  });

export const payments = (
  client: World['client'],
  checkpointer?: BaseCheckpointSaver,
  given: Given = {},
) =>
  new StateGraph(State)
    .addNode('approve', approvalOf(client, given))
    .addNode('wire', () => {
      given.onWire?.();
      return { ran: ['wire'] };
    })
    .addNode('escalate', () => ({ ran: ['escalate'] }))
    .addEdge(START, 'approve')
    .addConditionalEdges(
      'approve',
      routeByChoice(
        ({ decision }: Payment) => decision,
        { Approve: 'wire', Reject: END },
        'escalate',
      ),
      ['wire', 'escalate', END],
    )
    .compile({ ...(checkpointer && { checkpointer }) });

export const thread = (thread_id: string) => ({ configurable: { thread_id } });
