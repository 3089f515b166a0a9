// What a test runs as a process of its own: it knows nothing but what was persisted.
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import { resumePause } from '../resume-pause.ts';
import { payments, thread } from './payments.ts';
import { connect } from './world.ts';

const [act, name, apiKey, schema, pauseId] = process.argv.slice(2) as [
  'start' | 'resume',
  string,
  string,
  string,
  string | undefined,
];
const saver = PostgresSaver.fromConnString(process.env['TEST_DATABASE_URL']!, { schema });
await saver.setup();
const client = connect(apiKey);
const graph = payments(client, saver, { onWire: () => process.stdout.write('wired\n') });
if (act === 'start') await graph.invoke({ amount: 8400 }, thread(name));
else process.stdout.write(`${await resumePause(graph, await client.pauses.get(pauseId!))}\n`);
await saver.end();
