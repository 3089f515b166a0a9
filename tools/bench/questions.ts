// The question every row asks, and the ledger of those that were taken.
import { randomUUID } from 'node:crypto';
import { parseId } from '@pausepoint/core';
import { openConnection, toBytes } from './load/http-connection.ts';
import type { Job } from './load/load.ts';
import { balance, balanceSets } from './row.ts';
import type { Service } from './service.ts';

/** Of an agent that has something to say: words, facts, a deadline and a default. */
export const question = {
  recipient: '+1 (312) 847-1928',
  channel: 'sms',
  message: 'Wire $8,400 to Meridian Supply for invoice 20881? The approved budget is $9,000.',
  context: { Vendor: 'Meridian Supply', Invoice: '20881', Amount: '$8,400.00' },
  options: ['Approve', 'Reject'],
  timeout_seconds: 86_400,
  timeout_default: 'Reject',
  agent: { name: 'accounts-payable', run_id: 'run_7f3a' },
};
export const questionText = JSON.stringify(question);

export interface Taken {
  readonly pause_id: string;
  readonly respond_url: string;
}

/** With a key for each, as our clients send it. */
export const createJob = ({ apiKey }: Pick<Service, 'apiKey'>, taken: Taken[]): Job => ({
  request: toBytes({
    ...{ method: 'POST', path: '/v1/pause', apiKey, body: questionText },
    idempotencyKey: randomUUID(),
  }),
  heard({ status, body }) {
    if (status !== 201) throw new Error(`create answered ${status} ${body}`);
    const { pause_id, respond_url } = JSON.parse(body) as Taken;
    taken.push({ pause_id, respond_url });
  },
});

/** Everything a created pause must have left behind, and nothing else. */
export async function balanceCreated(service: Service, taken: readonly Taken[]): Promise<void> {
  const { rows } = await service.database.pool.query<{ id: string }>('select id from pause');
  balanceSets(
    'pauses',
    taken.map(({ pause_id }) => parseId('pause', pause_id)!),
    rows.map(({ id }) => id),
  );
  for (const table of ['pause_content', 'pause_key', 'pause_recipient', 'idempotency']) {
    balance(`rows of ${table}`, taken.length, await service.count(`select count(*) from ${table}`));
  }
  const events = `select count(*) from audit_event where type = 'pause.created'`;
  balance('events', taken.length, await service.count(events));
  const asked = `select count(*) from delivery where kind = 'notification' and notice = 'question'`;
  balance('notifications', taken.length, await service.count(asked));
}

/** That many pauses by way of the API. */
export async function ask(service: Service, many: number): Promise<readonly Taken[]> {
  const taken: Taken[] = [];
  let left = many;
  const work = async (): Promise<void> => {
    const connection = await openConnection(service.url);
    while (left-- > 0) {
      const { request, heard } = createJob(service, taken);
      heard(await connection.send(request));
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: 16 }, work));
  return taken;
}

/** What the caller's own link takes where nothing leaves the building. */
export const answerRequest = ({ respond_url }: Taken): Buffer =>
  toBytes({
    ...{ method: 'POST', path: `/v1/respond/${respond_url.split('/').at(-1)!}` },
    body: JSON.stringify({ choice: 'Approve' }),
  });

export async function answerAll(service: Service, taken: readonly Taken[]): Promise<void> {
  const left = [...taken];
  const work = async (): Promise<void> => {
    const connection = await openConnection(service.url);
    for (let one = left.pop(); one; one = left.pop()) {
      const { status, body } = await connection.send(answerRequest(one));
      if (status !== 200) throw new Error(`an answer was told ${status} ${body}`);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: 16 }, work));
}
