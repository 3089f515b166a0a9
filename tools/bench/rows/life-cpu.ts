// Processor time of a whole life: asked, told, answered, webhook, written into the sealed log.
import { openLoop, type Job } from '../load/load.ts';
import { cpuSeconds, cpuSecondsOfPostgres, startPeer } from '../programs.ts';
import { answerRequest, createJob, type Taken } from '../questions.ts';
import { balance, type Row } from '../row.ts';
import { addWebhook, startService } from '../service.ts';

const PER_SECOND = 100;

export const lifeCpu: Row = {
  name: 'life-cpu',
  title: 'milliseconds of processor time a whole life costs our programs, at 100 lives a second',
  async run(place) {
    const receiver = await startPeer('receiver');
    const service = await startService(place, 'life-cpu');
    await service.startWorker();
    await addWebhook(service, `${receiver.url}/hook`);
    const programs = [...service.servers, ...service.workers];
    const read = () => ({
      node: programs.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0) * 1_000,
      postgres: cpuSecondsOfPostgres(place.postmasterPid) * 1_000,
    });
    const node: number[] = [];
    const postgres: number[] = [];
    let lives = 0;
    const settled = async (): Promise<void> => {
      const told = `select count(*) from delivery where kind = 'webhook' and status = 'delivered'`;
      const unsealed = `select (select count(*) from audit_event where pause_id is not null)
        - (select count(*) from audit_leaf l join audit_event e using (developer_id, mode)
           where e.id = l.event_id and e.pause_id is not null) as count`;
      const patience = Date.now() + 60_000;
      while ((await service.count(told)) < lives || (await service.count(unsealed)) > 0) {
        if (Date.now() > patience)
          throw new Error('not everything was told and sealed in a minute');
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    };
    const rounds = Math.min(3, place.rounds) + 1;
    for (let round = 0; round < rounds; round++) {
      place.say(`  round ${round} of ${rounds - 1}${round === 0 ? ', to warm up' : ''}`);
      const before = read();
      const taken: Taken[] = [];
      const seconds = Math.max(3, place.seconds);
      let answered = 0;
      const answer = (): Job => ({
        request: answerRequest(taken[answered++]!),
        heard({ status, body }) {
          if (status !== 200) throw new Error(`an answer was told ${status} ${body}`);
        },
      });
      const shared = { url: service.url, connections: 16, seconds, perSecond: PER_SECOND };
      await openLoop({ ...shared, next: () => createJob(service, taken) });
      await openLoop({ ...shared, next: answer });
      lives += taken.length;
      await settled();
      const after = read();
      if (round === 0) continue;
      node.push((after.node - before.node) / taken.length);
      postgres.push((after.postgres - before.postgres) / taken.length);
    }
    const { ids } = (await receiver.ask('report')) as { ids: readonly string[] };
    balance('webhooks', lives, new Set(ids).size);
    balance('answers', lives, await service.count('select count(*) from response'));
    place.keep('life-cpu', { node, postgres });
    await service.stop();
    await receiver.stop();
    const shared = { against: '–', unit: 'ms', better: 'less' } as const;
    return [
      { what: 'CPU per whole life', ...shared, judged: 'itself', ours: node, goal: 2.5, floor: 4 },
      { what: '〃 PostgreSQL beside it', ...shared, judged: 'nothing', ours: postgres },
    ];
  },
};
