// Whole lives: asked, told, answered, heard of by webhook, sealed into the log.
import { openConnection, type HttpConnection } from './load/http-connection.ts';
import { openLoop, type Job, type Load } from './load/load.ts';
import { startPeer, type PeerProgram } from './programs.ts';
import { answerAll, answerRequest, ask, createJob, type Taken } from './questions.ts';
import { balance } from './row.ts';
import { addWebhook, type Service } from './service.ts';
import { until } from './until.ts';

export interface Lives {
  /** Without a clock, as fast as is taken: for warming up, or to find out how fast that is. */
  rush(many: number): Promise<void>;
  /** Asks and answers so many a second, each answer a second after its question. */
  live(seconds: number, perSecond: number): Promise<Load>;
  /** Until everything was told and sealed. */
  settled(): Promise<void>;
  readonly many: () => number;
  /** All of them, each once; then the receiver is gone. */
  end(): Promise<void>;
}

const ANSWER_AFTER_SECONDS = 1;

export async function startLives(service: Service): Promise<Lives> {
  const receiver: PeerProgram = await startPeer('receiver');
  await addWebhook(service, `${receiver.url}/hook`);
  let lives = 0;

  async function live(seconds: number, perSecond: number): Promise<Load> {
    const free: HttpConnection[] = [];
    const answers: Promise<void>[] = [];
    const taken: Taken[] = [];
    const answerLater = async (one: Taken): Promise<void> => {
      await wait(ANSWER_AFTER_SECONDS);
      const connection = free.shift() ?? (await openConnection(service.url));
      const { status, body } = await connection.send(answerRequest(one));
      if (status !== 200) throw new Error(`an answer was told ${status} ${body}`);
      free.push(connection);
    };
    const next = (): Job => {
      const { request, heard } = createJob(service, taken);
      return {
        request,
        heard(answer) {
          heard(answer);
          const answered = answerLater(taken.at(-1)!);
          answered.catch(() => undefined);
          answers.push(answered);
        },
      };
    };
    const load = await openLoop({ url: service.url, connections: 16, seconds, perSecond, next });
    await Promise.all(answers);
    for (const one of free) one.close();
    lives += taken.length;
    return load;
  }

  const told = `select count(*) from delivery where kind = 'webhook' and status = 'delivered'`;
  const unsealed = `select count(*) from audit_event e where pause_id is not null and not exists (
    select from audit_leaf l where (l.developer_id, l.mode, l.event_id) = (e.developer_id, e.mode, e.id))`;

  async function settled(): Promise<void> {
    const all = async (): Promise<boolean> =>
      (await service.count(told)) >= lives && (await service.count(unsealed)) === 0;
    await until('everything to be told and sealed', all, 500);
  }

  return {
    async rush(many) {
      await answerAll(service, await ask(service, many));
      lives += many;
      await settled();
    },
    live,
    settled,
    many: () => lives,
    async end() {
      const { ids } = (await receiver.ask('report')) as { ids: readonly string[] };
      balance('webhooks', lives, new Set(ids).size);
      balance('answers', lives, await service.count('select count(*) from response'));
      balance('pauses', lives, await service.count('select count(*) from pause'));
      const ended = `select count(*) from audit_event where type = 'pause.responded'`;
      balance('endings in the log', lives, await service.count(ended));
      await receiver.stop();
    },
  };
}

const wait = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
