// What is asked of a filled database, each kind with what could grow with the number of rows.
import { encodeCursor } from '@pausepoint/contract';
import { formatId } from '@pausepoint/core';
import { toBytes } from '../load/http-connection.ts';
import type { Job } from '../load/load.ts';
import { createJob, type Taken } from '../questions.ts';
import type { Service } from '../service.ts';

const SAMPLE = 5_000;

const anyOf = <T>(all: readonly T[]): T => all[Math.floor(Math.random() * all.length)]!;

const get = ({ apiKey }: Service, path: string, told = ''): Job => ({
  request: toBytes({ method: 'GET', path, apiKey }),
  heard({ status, body }) {
    if (status !== 200 || !body.includes(told)) {
      throw new Error(`${path} told ${status} ${body.slice(0, 300)}`);
    }
  },
});

export type Kinds = Readonly<Record<string, () => Job>>;

/** Ids by chance out of all the time there is, so that what they lead to lies far apart. */
export async function kindsOf(service: Service, made: Taken[]): Promise<Kinds> {
  const { pool } = service.database;
  const ids = async (text: string): Promise<string[]> =>
    (await pool.query<{ id: string }>(text)).rows.map(({ id }) => id);
  const pending = await ids(
    `select id from pause where developer_id = developer_of(0) and mode = 'live' and status = 'pending'
     order by random() limit ${SAMPLE}`,
  );
  const times = await ids(
    `select lowest_id(now() - (1 + random() * 160) * interval '1 day') as id
     from generate_series(1, ${SAMPLE})`,
  );
  const polls = pending.map((id) => {
    const shown = formatId('pause', id);
    return get(service, `/v1/pause/${shown}`, `"pause_id":"${shown}"`);
  });
  const deep = (path: string): Job[] =>
    times.map((id) => get(service, `${path}&cursor=${encodeCursor(id)}`, '_id":"'));
  const lists = deep('/v1/pause?limit=50');
  const logs = deep('/v1/audit?limit=50');
  return {
    create: () => createJob(service, made),
    'poll, pending': () => anyOf(polls),
    'list, newest page': () => get(service, '/v1/pause?limit=50'),
    'list, deep page': () => anyOf(lists),
    'list, by status': () => get(service, '/v1/pause?status=cancelled&limit=50'),
    'log, newest page': () => get(service, '/v1/audit?limit=50'),
    'log, deep page': () => anyOf(logs),
    'log, a kind of which there is none': () =>
      get(service, '/v1/audit?event_type=webhook.disabled&limit=50', '"data":[]'),
  };
}
