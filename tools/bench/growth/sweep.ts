// Deadlines that end at once in a filled database: how many a second are settled.
import { fill } from '../fill.ts';
import { balance } from '../row.ts';
import type { Service } from '../service.ts';
import { until } from '../until.ts';

/** So long may filling and the worker's start take. */
const LEAD_MILLISECONDS = 15_000;

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

export async function sweepRate(service: Service, many: number): Promise<number> {
  const due = new Date(Date.now() + LEAD_MILLISECONDS);
  await fill(service, { many, dueAt: due });
  const ours = [service.developerId, due];
  const left = `select count(*) from pause where status = 'pending' and developer_id = $1 and due_at = $2`;
  balance('deadlines filled', many, await service.count(left, ours));
  const worker = await service.startWorker();
  if (Date.now() > due.getTime()) throw new Error('they were due before the worker ran');
  await wait(due.getTime() - Date.now());
  await until('the sweep', async () => (await service.count(left, ours)) === 0, 20);
  const seconds = (Date.now() - due.getTime()) / 1_000;
  await worker.stop();
  service.workers.length = 0;
  const ended = `select count(*) from audit_event e where type = 'pause.timed_out' and developer_id = $1
    and mode = 'live' and id >= lowest_id($2) and pause_id is not null`;
  balance('timeouts told', many, await service.count(ended, ours));
  return many / seconds;
}
