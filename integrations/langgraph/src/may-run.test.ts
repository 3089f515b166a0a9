// What a node runs is what the human agreed to, whatever became of the state in between.
import { Annotation, MemorySaver, START, StateGraph } from '@langchain/langgraph';
import { toolCallQuestion } from 'pausepoint';
import { beforeEach, expect, test } from 'vitest';
import { approvalNode } from './approval-node.ts';
import type { Decision } from './decision.ts';
import { mayRun } from './may-run.ts';
import { resumePause } from './resume-pause.ts';
import { thread } from './testing/payments.ts';
import {
  asked,
  newWorld,
  openQuestion,
  restricted,
  tap,
  whom,
  type World,
} from './testing/world.ts';

let world: World;
let wired: number[];
beforeEach(async () => {
  world = await newWorld();
  wired = [];
});

const State = Annotation.Root({
  amount: Annotation<number>,
  decision: Annotation<Decision<'Approve' | 'Reject'>>,
  refused: Annotation<string>,
});
type Payment = typeof State.State;
const transfer = ({ amount }: Payment) => ({ tool: 'wire', arguments: { amount } });

/** Every decision goes on to the node that wires: it alone holds it against the pause. */
const payments = (client = world.client, seconds = 3_600) =>
  new StateGraph(State)
    .addNode(
      'approve',
      approvalNode({
        client,
        request: (payment: Payment) =>
          toolCallQuestion(transfer(payment), { ...whom, timeout_seconds: seconds }),
        apply: (decision) => ({ decision }),
      }),
    )
    .addNode('wire', async (payment) => {
      const verdict = await mayRun(client, payment.decision, transfer(payment));
      if (!verdict.approved) return { refused: verdict.reason };
      wired.push(payment.amount);
      return {};
    })
    .addEdge(START, 'approve')
    .addEdge('approve', 'wire')
    .compile({ checkpointer: new MemorySaver(), interruptBefore: ['wire'] });

/** @returns why nothing was wired, if nothing was */
async function after(graph: ReturnType<typeof payments>, change?: Partial<Payment>) {
  if (change) await graph.updateState(thread('a'), change, 'approve');
  const { refused } = await graph.invoke(null, thread('a'));
  return refused;
}

const answered = async (choice: string) => {
  const graph = payments();
  await graph.invoke({ amount: 8400 }, thread('a'));
  const pause = await openQuestion(world);
  await tap(pause, choice);
  await resumePause(graph, pause);
  return graph;
};

test('the human reads the call, and by their yes it runs', async () => {
  expect(await after(await answered('Approve'))).toBeUndefined();
  expect(wired).toEqual([8400]);
  expect((await asked(world))[0]!.context).toMatchObject([
    { label: 'Tool', value: 'wire' },
    { label: 'amount', value: 8400 },
  ]);
});

test('what was changed after the yes does not run', async () => {
  const refused = await after(await answered('Approve'), { amount: 84_000 });
  expect([refused, wired]).toEqual([expect.stringContaining('approved another call'), []]);
});

test('a choice that was written into the state is none', async () => {
  const graph = await answered('Reject');
  const { decision } = (await graph.getState(thread('a'))).values as Payment;
  const forged = { ...decision, choice: 'Approve' } as Payment['decision'];
  expect(await after(graph, { decision: forged })).toContain('A human rejected this call of wire');
  expect(wired).toEqual([]);
});

test('a yes that is taken once serves one node and one run', async () => {
  const graph = await answered('Approve');
  const { decision, ...rest } = (await graph.getState(thread('a'))).values as Payment;
  const used = new Set<string>();
  const once = (id: string) => !used.has(id) && used.add(id).has(id);
  const call = transfer({ decision, ...rest });
  expect(await mayRun(world.client, decision, call, { once })).toEqual({ approved: true });
  expect(await mayRun(world.client, decision, call, { once })).toMatchObject({ because: 'used' });
});

test('silence and who could not be asked let nothing run', async () => {
  const late = payments(world.client, 1);
  await late.invoke({ amount: 1 }, thread('a'));
  const [pause] = await asked(world);
  await world.client.pauses.wait(pause!.pause_id);
  await resumePause(late, pause!);
  expect(await after(late)).toContain('No human agreed: nobody answered in time');
  const refused = payments(await restricted(world));
  await refused.invoke({ amount: 1 }, thread('a'));
  expect(await after(refused)).toContain('policy_denied');
  expect(wired).toEqual([]);
});
