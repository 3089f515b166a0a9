// The exported log is all of the log, in its order, and an event of it.
import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealLog } from '../testing/seal-log.ts';
import { testDeveloper, testPause } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const get = (path: string, key: string) => server.ask('GET', path, { key });

interface Line {
  event_id: string;
  event_type: string;
  sequence: number | null;
  detail: Record<string, unknown>;
}
const lines = (text: string): Line[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);

const insert = `insert into audit_event (developer_id, mode, id, type, actor, detail, created_at)
  select $1, 'live', new_id(now()), 'api_key.created', 'developer', '{"pad": "${'x'.repeat(900)}"}', now()
  from generate_series(1, $2)`;

async function developerWith(events: number) {
  const developer = await testDeveloper(server);
  const id = developer.developerId.slice(4);
  if (events > 0) await server.store.pool.query(insert, [id, events]);
  return developer;
}

describe('an export', () => {
  it('holds each event as the list tells it, in the log’s order', async () => {
    const { live: key, developerId } = await developerWith(0);
    const { id } = await testPause(server, key);
    await sealLog(server.store, developerId);
    await testPause(server, key);
    const listed = (await get('/v1/audit?limit=100', key)).json.data as Line[];
    const { status, headers, text } = await get('/v1/audit/export', key);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="pausepoint-audit-live-\d{4}-\d\d-\d\d\.ndjson"$/,
    );
    const events = lines(text);
    const byId = new Map(listed.map((event) => [event.event_id, event]));
    expect(events).toEqual(events.map(({ event_id }) => byId.get(event_id)));
    expect(events).toHaveLength(listed.length);
    const sequences = events.map(({ sequence }) => sequence);
    expect(sequences).toEqual([...sequences.keys()].slice(0, -1).concat([null as never]));
    const own = lines((await get(`/v1/audit/export?pause_id=${id}`, key)).text);
    expect(own.map(({ event_type }) => event_type)).toEqual(['pause.created']);
  });

  it('is an event itself, which says what was taken', async () => {
    const { live: key } = await developerWith(0);
    await get('/v1/audit/export?format=csv&actor=human', key);
    await server.ask('HEAD', '/v1/audit/export', { key });
    const { data } = (await get('/v1/audit?event_type=audit.exported', key)).json;
    const detail = { format: 'csv', filters: { actor: 'human' }, checkpoint_size: 0 };
    expect(data).toMatchObject([{ actor: 'developer', detail }]);
  });

  it('as CSV has a head and a row for each event', async () => {
    const { live: key } = await developerWith(2);
    const { text, headers } = await get('/v1/audit/export?format=csv', key);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(text.startsWith('event_id,event_type,actor,')).toBe(true);
    expect(text.match(/\r\n/g)).toHaveLength(1 + (await events(key)));
  });

  const events = async (key: string) =>
    (await get('/v1/audit?limit=100', key)).json.data.filter(
      ({ event_type }: Line) => event_type !== 'audit.exported',
    ).length;

  it('of a log larger than any page misses nothing, and ends for a reader that leaves', async () => {
    const { live: key, developerId } = await developerWith(4_000);
    await sealLog(server.store, developerId);
    const all = lines((await get('/v1/audit/export', key)).text);
    expect(new Set(all.map(({ event_id }) => event_id)).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(4_000);
    const reader = request(`${server.url}/v1/audit/export`, {
      headers: { authorization: `Bearer ${key}` },
    }).end();
    const [answer] = (await once(reader, 'response')) as [IncomingMessage];
    await once(answer, 'data');
    reader.destroy();
    // The server goes on, and its connections to the database are all free again.
    await expect.poll(() => server.store.pool.totalCount - server.store.pool.idleCount).toBe(0);
    expect((await get('/v1/audit?limit=1', key)).status).toBe(200);
  });

  it('that cannot go on breaks off, so that nobody takes a part for the whole', async () => {
    const { live: key, developerId } = await developerWith(3_000);
    await sealLog(server.store, developerId);
    const reader = request(`${server.url}/v1/audit/export`, {
      headers: { authorization: `Bearer ${key}` },
    }).end();
    const [answer] = (await once(reader, 'response')) as [IncomingMessage];
    await server.store.pool.query('alter table audit_leaf rename to audit_leaf_away');
    try {
      const read = async (): Promise<void> => {
        for await (const _ of answer);
      };
      await expect(read()).rejects.toThrow('aborted');
    } finally {
      await server.store.pool.query('alter table audit_leaf_away rename to audit_leaf');
    }
  });

  it.each(['format=xml', 'limit=5', 'cursor=x', 'actor=robot'])(
    'asked for %s is refused',
    async (query) => {
      const { live: key } = await developerWith(0);
      expect((await get(`/v1/audit/export?${query}`, key)).json.code).toBe('invalid_request');
      expect((await get('/v1/audit?event_type=audit.exported', key)).json.data).toEqual([]);
    },
  );
});
