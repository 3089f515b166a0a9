// A model that asks hears who decided, and silence as silence.
import { Command, MemorySaver } from '@langchain/langgraph';
import { HumanMessage } from 'langchain';
import { beforeEach, expect, test } from 'vitest';
import { askHuman } from './ask-human.ts';
import { agent, thread, told } from './testing/agent.ts';
import { asked, newWorld, openQuestion, tap, whom, type World } from './testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await newWorld();
});

const start = { messages: [new HumanMessage('Choose a logo.')] };
const call = {
  name: 'ask_human',
  args: { question: 'Which logo?', options: ['Red', 'Blue'] },
};
const tools = (more: object = {}) => [
  askHuman({ client: world.client, ask: { ...whom, ...more } }),
];

test('the human’s choice and words come back, asked once over any number of runs', async () => {
  const sleeping = agent({ tools: tools(), checkpointer: new MemorySaver() }, [call]);
  await sleeping.invoke(start, thread('a'));
  await sleeping.invoke(new Command({ resume: 'Blue' }), thread('a'));
  const pause = await openQuestion(world);
  expect(pause).toMatchObject({ message: 'Which logo?', options: ['Red', 'Blue'] });
  await tap(pause, 'Red', 'the darker one');
  const out = await sleeping.invoke(new Command({ resume: 'Blue' }), thread('a'));
  expect(told(out)).toEqual(['A human answered: "Red". They added: "the darker one".']);
  expect(await asked(world)).toHaveLength(1);
});

test('silence is told as silence', async () => {
  expect(told(await agent({ tools: tools({ timeout_seconds: 1 }) }, [call]).invoke(start))).toEqual(
    [expect.stringContaining('No human answered: nobody answered in time')],
  );
});

test.each(['interrupt', 'in-process'])(
  'a question nobody could read is the model’s to mend: %s',
  async (wait) => {
    const faulty = { ...call, args: { question: ' ', options: ['a', 'a'] } };
    const checkpointer = wait === 'interrupt' ? { checkpointer: new MemorySaver() } : {};
    const asking = agent({ tools: tools(), ...checkpointer }, [faulty]);
    expect(told(await asking.invoke(start, thread('a')))).toEqual([
      expect.stringContaining('No human could be asked'),
    ]);
  },
);
