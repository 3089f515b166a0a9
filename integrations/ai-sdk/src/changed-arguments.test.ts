// Arguments somebody in the program still has in hand: changed before the yes the call is refused, later it is too late.
import { generateText, isStepCount, streamText } from 'ai';
import { beforeEach, describe, expect, test } from 'vitest';
import { pausePointApproval } from './index.ts';
import { purgeCall, purger, scripted, told } from './testing/scripted.ts';
import { whom } from './testing/whom.ts';
import { newWorld, tap } from './testing/world.ts';

let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});

/** A run of these calls, and their arguments as whatever decided about them may have kept them. */
function held(streams: boolean, calls: ReturnType<typeof purgeCall>[]) {
  const inputs: { records: number }[] = [];
  const { tools, purged } = purger();
  const model = scripted(calls);
  const purge = (input: { records: number }) => inputs.push(input) > 0;
  const settings = { client: world.client, runId: 'run-1', ask: whom, tools: { purge } };
  const toolApproval = pausePointApproval(settings);
  const given = { model, tools, toolApproval, prompt: 'Clean up.', stopWhen: isStepCount(5) };
  const running = streams ? streamText(given).consumeStream() : generateText(given);
  return { running: Promise.resolve(running), inputs, purged, told: () => told(model) };
}

describe.each([
  ['generateText', false],
  ['streamText', true],
])('%s', (_, streams) => {
  test('changed while the human thinks, it does not run', async () => {
    const run = held(streams, [purgeCall(14, 'a')]);
    const [pause] = await world.questions(1);
    run.inputs[0]!.records = 14_000;
    await tap(pause!, 'Approve');
    await run.running;
    expect(run.purged).toEqual([]);
    expect(run.told()).toContain('A human approved another call');
  });

  test('changed after the yes, while another call of the turn waits, what was approved runs', async () => {
    const run = held(streams, [purgeCall(14, 'a'), purgeCall(2, 'b')]);
    await tap((await world.questions(1))[0]!, 'Approve');
    const [, second] = await world.questions(2);
    run.inputs[0]!.records = 14_000;
    await tap(second!, 'Approve');
    await run.running;
    expect(run.purged).toEqual([14, 2]);
  });
});
