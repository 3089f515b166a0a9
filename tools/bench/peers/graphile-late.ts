// How late graphile-worker begins what was added with `run_at`: notes it until it is asked.
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { databaseUrl, onWord, serve } from './serve.ts';

const late: number[] = [];
const shared = { connectionString: databaseUrl, logger: new Logger(() => () => undefined) };
const queue = await makeWorkerUtils(shared);
await queue.migrate();
await run({
  ...shared,
  concurrency: 10,
  // It names no shortest interval; the default is 2 seconds.
  pollInterval: 10,
  noHandleSignals: true,
  taskList: {
    late(payload) {
      late.push(Date.now() - (payload as { due: number }).due);
    },
  },
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
    return { identifier: 'late', payload: { due }, runAt: new Date(due) };
  });
  await queue.addJobs(jobs);
  return 'sent';
});
serve((_, response) => response.end());
