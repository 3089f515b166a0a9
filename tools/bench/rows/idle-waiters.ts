// Ten thousand agents that only wait, on one server: what each of them costs in memory.
import { setTimeout as sleep } from 'node:timers/promises';
import { register } from '../../run-examples/human.ts';
import { watchHeap } from '../heap.ts';
import { residentMiB } from '../programs.ts';
import { ask } from '../questions.ts';
import { balance, type Row } from '../row.ts';
import { startService } from '../service.ts';
import { seat } from '../waiting.ts';

const WAITERS = 10_000;
/** Of one key: a server holds no more than 2,000 for it. */
const OF_ONE = 2_000;

export const idleWaiters: Row = {
  name: 'idle-waiters',
  title: 'memory of 10,000 agents that wait on one server, each for its own pause',
  onlyByName: true,
  async run(place) {
    const watched = await watchHeap();
    const service = await startService(place, 'idle-waiters', { env: () => watched.env });
    const { pid } = service.servers[0]!;
    const groups: { apiKey: string; ids: string[] }[] = [];
    for (let made = 0; made < WAITERS; made += OF_ONE) {
      const apiKey = made === 0 ? service.apiKey : await register(service.url);
      const taken = await ask({ ...service, apiKey }, OF_ONE);
      groups.push({ apiKey, ids: taken.map(({ pause_id }) => pause_id) });
      place.say(`  ${made + OF_ONE} of ${WAITERS} pauses are asked`);
    }
    const empty = { heap: await watched.heap(), resident: residentMiB(pid) };
    const seats = [];
    for (const group of groups) {
      const told = '200 pending null';
      seats.push(await seat({ url: service.url, ...group, told }));
      place.say(`  ${seats.length * OF_ONE} of ${WAITERS} wait`);
    }
    await sleep(3_000);
    const resident = residentMiB(pid);
    const full = { heap: await watched.heap(), resident };
    // Nobody answers: each is told in the end that it is still pending.
    await Promise.all(seats.map(({ all }) => all));
    const heard = seats.reduce((sum, one) => sum + one.heard.size, 0);
    balance('waiters answered', WAITERS, heard);
    balance('pauses', WAITERS, await service.count('select count(*) from pause'));
    for (const one of seats) one.close();
    place.keep('idle-waiters', { empty, full });
    watched.close();
    await service.stop();
    const each = (of: 'heap' | 'resident'): number[] => [
      ((full[of] - empty[of]) * 1_000) / WAITERS,
    ];
    const shared = { against: '–', unit: 'MiB', judged: 'nothing', better: 'less' } as const;
    return [
      { what: 'a thousand waiters, resident', ...shared, ours: each('resident') },
      { what: '〃 of that the heap, collected', ...shared, ours: each('heap') },
    ];
  },
};
