// Ten thousand agents that only wait, on one server: what each of them costs in memory.
import { openConnection, toBytes } from '../load/http-connection.ts';
import { residentMiB } from '../programs.ts';
import { ask } from '../questions.ts';
import { register } from '../../run-examples/human.ts';
import { balance, type Row } from '../row.ts';
import { startService } from '../service.ts';

const WAITERS = 10_000;
/** Of one key: a server holds no more than 2,000 for it. */
const OF_ONE = 2_000;

export const idleWaiters: Row = {
  name: 'idle-waiters',
  title: 'memory of 10,000 agents that wait on one server',
  onlyByName: true,
  async run(place) {
    const service = await startService(place, 'idle-waiters');
    const { pid } = service.servers[0]!;
    const connections: { close(): void }[] = [];
    const answers: Promise<number>[] = [];
    let empty = NaN;
    for (let seated = 0; seated < WAITERS; seated += OF_ONE) {
      const apiKey = seated === 0 ? service.apiKey : await register(service.url);
      const [one] = await ask({ ...service, apiKey }, 1);
      if (seated === 0) empty = residentMiB(pid);
      const path = `/v1/pause/${one!.pause_id}?wait=55`;
      const request = toBytes({ method: 'GET', path, apiKey });
      for (let place = 0; place < OF_ONE; place++) {
        const connection = await openConnection(service.url);
        connections.push(connection);
        answers.push(connection.send(request).then(({ status }) => status));
      }
      place.say(`  ${seated + OF_ONE} of ${WAITERS} wait`);
    }
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const full = residentMiB(pid);
    const statuses = await Promise.all(answers);
    balance('waiters answered', WAITERS, statuses.filter((status) => status === 200).length);
    for (const one of connections) one.close();
    place.keep('idle-waiters', { empty, full });
    await service.stop();
    return [
      {
        ...{ what: 'memory of a thousand waiters', against: '–', unit: 'MiB', judged: 'nothing' },
        ...{ better: 'less', ours: [((full - empty) * 1_000) / WAITERS] },
      },
    ];
  },
};
