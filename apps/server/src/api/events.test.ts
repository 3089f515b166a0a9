// The feed over HTTP: the webhooks' own bytes, waited for, and nobody else's.
import { webhookBody } from '@pausepoint/contract';
import { eventsSince, settle } from '@pausepoint/store';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { testDeveloper, testPause, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let neighbour: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
  neighbour = await testServer({ beside: server });
});
afterAll(async () => {
  await neighbour.close();
  await server.close();
});
beforeEach(async () => {
  developer = await testDeveloper(server);
});

const events = (query = '', { on = server, key = developer.live } = {}) =>
  on.ask('GET', `/v1/events${query}`, { key });
const answer = (token: string, on = server) =>
  on.ask('POST', `/v1/respond/${token}`, { body: { choice: 'Approve' } });
const answered = async (given = {}) => {
  const pause = await testPause(server, developer.live, given);
  await answer(pause.token);
  return pause;
};
const held = (on: TestServer, count: number) =>
  vi.waitUntil(async () => {
    const { text } = await on.ask('GET', '/metrics');
    return Number(/^pausepoint_waiters (\d+)/m.exec(text)![1]) === count;
  }, 40_000);

describe('GET /v1/events', () => {
  it('tells, from the oldest on, what the webhooks carry, byte for byte', async () => {
    const metadata = '{"n": 1.0, "2": "b", "1": "a", "big": 9007199254740991}';
    const body = `{"recipient":"+15550100","channel":"sms","message":"Wire?","options":["Yes","No"],"metadata":${metadata}}`;
    const created = await server.ask('POST', '/v1/pause', { key: developer.live, body });
    const token = (created.json.respond_url as string).split('/').at(-1)!;
    await server.ask('POST', `/v1/respond/${token}`, { body: { choice: 'Yes' } });
    const { status, text, json } = await events();
    expect(status).toBe(200);
    const scope = { developerId: developer.developerId.slice(4), mode: 'live' } as const;
    const feed = await eventsSince(server.store, { ...scope, limit: 1 }, null);
    const { pause, event } = feed!.events[0]!;
    expect(text).toBe(
      `{"data":[${webhookBody(pause, event)}],"next_cursor":"${json.next_cursor}"}`,
    );
    expect(text).toContain(metadata);
    expect(json.data).toMatchObject([
      { type: 'pause.responded', pause_id: created.json.pause_id, data: { choice: 'Yes' } },
    ]);
  });

  it('goes on behind its cursor, page by page', async () => {
    const ids = [];
    for (let i = 0; i < 5; i++) ids.push((await answered()).id);
    const heard: string[] = [];
    let after = '';
    for (;;) {
      const { json } = await events(`?limit=2${after}`);
      after = `&after=${json.next_cursor}`;
      if (json.data.length === 0) break;
      heard.push(...json.data.map((event: { pause_id: string }) => event.pause_id));
    }
    expect(heard).toEqual(ids);
    const next = await answered();
    expect((await events(`?limit=2${after}`)).json.data).toMatchObject([{ pause_id: next.id }]);
  });

  it('keeps to types and run', async () => {
    const one = await answered({ agent: { run_id: 'a' } });
    const two = await testPause(server, developer.live, { agent: { run_id: 'b' } });
    await server.ask('DELETE', `/v1/pause/${two.id}`, { key: developer.live });
    const ids = async (query: string) =>
      (await events(query)).json.data.map((event: { pause_id: string }) => event.pause_id);
    expect(await ids('?types=pause.responded,pause.timed_out')).toEqual([one.id]);
    expect(await ids('?run_id=b')).toEqual([two.id]);
    expect(await ids('?run_id=b&types=pause.responded')).toEqual([]);
  });

  it('may be read with an agent key, each its own mode', async () => {
    const body = { role: 'agent' };
    const { json } = await server.ask('POST', '/v1/keys', { key: developer.live, body });
    const { id } = await answered();
    expect((await events('', { key: json.key })).json.data).toMatchObject([{ pause_id: id }]);
    expect((await events('', { key: developer.test })).json.data).toEqual([]);
  });

  it('refuses types it does not know and cursors that are not of this very feed', async () => {
    await answered();
    const mine = (await events()).json.next_cursor as string;
    const foreign = await testDeveloper(server);
    const places = async (query: string, key = developer.live) => {
      const { status, json } = await events(query, { key });
      return [status, json.code, json.errors?.map((fault: { pointer: string }) => fault.pointer)];
    };
    const refused = (name: string) => [422, 'invalid_request', [`#/query/${name}`]];
    expect(await places('?types=pause.created')).toEqual(refused('types'));
    expect(await places('?types=')).toEqual(refused('types'));
    expect(await places('?wait=56')).toEqual(refused('wait'));
    expect(await places(`?after=${mine}`, foreign.live)).toEqual(refused('after'));
    expect(await places(`?after=${mine}`, developer.test)).toEqual(refused('after'));
    const opened = Buffer.from(mine, 'base64url').toString();
    const [scope, snapshot] = [opened.split('.').slice(0, 3).join('.'), opened.split('.')[3]!];
    const [xmin, xmax] = snapshot.split(':') as [string, string];
    for (const hostile of [
      'oldest',
      Buffer.from(`${scope}.00:${xmax}:...`).toString('base64url'),
      Buffer.from(`${scope}.${xmin}:0${xmax}:...`).toString('base64url'),
      `${mine}A`,
      ...[
        scope,
        `${scope}....`,
        `${scope}.${xmax}:0:...`,
        `${scope}.${xmin}:${xmax}:${xmax}...`,
        `${scope}.0:${xmax}:...`,
        `${scope}.9${xmin}:9${xmax}:...`,
        `${scope}.${snapshot}..7.`,
        `${scope}.${snapshot}.${snapshot}..`,
        `${scope}.';drop table pause...`,
      ].map((text) => Buffer.from(text).toString('base64url')),
    ]) {
      expect(await places(`?after=${hostile}`), hostile).toEqual(refused('after'));
    }
    expect((await events(`?after=${mine}`)).json.data).toEqual([]);
  });
});

describe('waiting for events', () => {
  const latest = async () => (await events('?after=latest')).json.next_cursor as string;

  it('is answered when something happens here, at another server, or in a process without any', async () => {
    const after = await latest();
    const here = await testPause(server, developer.live);
    const first = events(`?after=${after}&wait=50`);
    await held(server, 1);
    await answer(here.token);
    expect((await first).json.data).toMatchObject([{ pause_id: here.id }]);

    const there = await testPause(server, developer.live);
    const second = events(`?after=${(await first).json.next_cursor}&wait=50`);
    await held(server, 1);
    await answer(there.token, neighbour);
    expect((await second).json.data).toMatchObject([{ pause_id: there.id }]);

    const { id } = await testPause(server, developer.live);
    const third = events(`?after=${(await second).json.next_cursor}&wait=50`);
    await held(server, 1);
    const developerId = developer.developerId.slice(4);
    await settle(server.store, [
      { kind: 'cancel', developerId, mode: 'live', pauseId: id.slice(4) },
    ]);
    expect((await third).json.data).toMatchObject([{ type: 'pause.cancelled', pause_id: id }]);
  });

  it('from now on begins before it waits', async () => {
    await answered();
    const { id, token } = await testPause(server, developer.live);
    const waiting = events('?after=latest&wait=50');
    await held(server, 1);
    await answer(token);
    expect((await waiting).json.data).toMatchObject([{ pause_id: id }]);
  });

  it('passes over what is not asked for', async () => {
    const [other, mine] = [
      await testPause(server, developer.live),
      await testPause(server, developer.live, { agent: { run_id: 'mine' } }),
    ];
    const waiting = events(`?after=${await latest()}&run_id=mine&wait=50`);
    await held(server, 1);
    await answer(other.token);
    await answer(mine.token);
    expect((await waiting).json.data).toMatchObject([{ pause_id: mine.id }]);
  });

  it('ends empty, with where to go on, when the time is over', async () => {
    const { status, json } = await events('?wait=1');
    expect([status, json.data]).toEqual([200, []]);
    const { id } = await answered();
    expect((await events(`?after=${json.next_cursor}`)).json.data).toMatchObject([
      { pause_id: id },
    ]);
  });

  it('ends at once when the server does', async () => {
    const ending = await testServer({ beside: server });
    const waiting = events('?wait=50', { on: ending });
    await held(ending, 1);
    await ending.close();
    expect((await waiting).json.data).toEqual([]);
  });
});
