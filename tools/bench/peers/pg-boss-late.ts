// How late pg-boss begins what was sent with `startAfter`: notes it until it is asked.
import { PgBoss } from 'pg-boss';
import { databaseUrl, onWord, serve } from './serve.ts';

const boss = new PgBoss({ connectionString: databaseUrl, max: 16 });
boss.on('error', console.error);
await boss.start();
await boss.createQueue('late');
const late: number[] = [];
// Half a second is the shortest interval it takes; a batch, so that it is not one job a look.
const options = { pollingIntervalSeconds: 0.5, batchSize: 500 };
await boss.work<{ due: number }>('late', options, async (jobs) => {
  for (const { data } of jobs) late.push(Date.now() - data.due);
});

onWord(async (word) => {
  if (word === 'report') return late;
  const { many, perSecond, from } = JSON.parse(word) as {
    many: number;
    perSecond: number;
    from: number;
  };
  const jobs = Array.from({ length: many }, (_, place) => {
    const due = from + (place * 1_000) / perSecond;
    return { data: { due }, startAfter: new Date(due) };
  });
  await boss.insert('late', jobs);
  return 'sent';
});
serve((_, response) => response.end());
