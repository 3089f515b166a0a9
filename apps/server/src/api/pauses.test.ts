// Polling, listing and cancelling one's own pauses.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDeveloper, testPause, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
  developer = await testDeveloper(server);
});
afterAll(() => server.close());

const ask = (method: string, path: string, headers = {}, key = developer.live) =>
  server.ask(method, path, { key, headers });

describe('a poll', () => {
  it('answers 304 to whoever knows the pause as it stands', async () => {
    const { id } = await testPause(server, developer.live);
    const first = await ask('GET', `/v1/pause/${id}`);
    const etag = first.headers.get('etag')!;
    const again = await ask('GET', `/v1/pause/${id}`, { 'if-none-match': `"other", W/${etag}` });
    expect([again.status, again.text]).toEqual([304, '']);
    await ask('DELETE', `/v1/pause/${id}`);
    const changed = await ask('GET', `/v1/pause/${id}`, { 'if-none-match': etag });
    expect(changed.json.status).toBe('cancelled');
  });

  it('takes the bare UUID as well', async () => {
    const { id } = await testPause(server, developer.live);
    expect((await ask('GET', `/v1/pause/${id.slice(4).toUpperCase()}`)).json.pause_id).toBe(id);
  });

  it.each(['psr_nonsense', 'key_0197e0a8-1b3c-7def-8123-456789abcdef', '%00', 'a'.repeat(5_000)])(
    'of what is no id at all finds nothing: %.20s',
    async (id) => {
      const { status, json } = await ask('GET', `/v1/pause/${id}`);
      expect([status, json.code]).toEqual([404, 'not_found']);
    },
  );

  it.each(['wait=56', 'wait=-1', 'wait=1.5', 'wait=soon', 'wait=1&wait=2', 'weight=1'])(
    'with ?%s is refused',
    async (query) => {
      const { id } = await testPause(server, developer.live);
      const { status, json } = await ask('GET', `/v1/pause/${id}?${query}`);
      expect([status, json.code]).toEqual([422, 'invalid_request']);
    },
  );

  it('from the deadline on reads timed_out with the default, though nobody swept', async () => {
    const given = { timeout_seconds: 1, timeout_default: 'Reject' };
    const { id } = await testPause(server, developer.live, given);
    const { json } = await ask('GET', `/v1/pause/${id}?wait=5`);
    expect(json).toMatchObject({
      status: 'timed_out',
      response_choice: 'Reject',
      response_at: null,
      human_decided: false,
      resolved_at: json.expires_at,
    });
  });
});

describe('cancelling', () => {
  it('answers the cancelled pause, twice alike', async () => {
    const { id } = await testPause(server, developer.live);
    const first = await ask('DELETE', `/v1/pause/${id}`);
    expect([first.status, first.json.status]).toEqual([200, 'cancelled']);
    const second = await ask('DELETE', `/v1/pause/${id}`);
    expect([second.status, second.text]).toEqual([200, first.text]);
  });

  it('is refused once somebody answered', async () => {
    const { id, token } = await testPause(server, developer.live);
    await server.ask('POST', `/v1/respond/${token}`, { body: { choice: 'Approve' } });
    const { status, json } = await ask('DELETE', `/v1/pause/${id}`);
    expect([status, json.code]).toEqual([409, 'already_settled']);
  });

  it('is refused after the deadline', async () => {
    const { id } = await testPause(server, developer.live, { timeout_seconds: 1 });
    await ask('GET', `/v1/pause/${id}?wait=5`);
    expect((await ask('DELETE', `/v1/pause/${id}`)).json.code).toBe('already_settled');
  });

  it('wakes the worker and whoever waits', async () => {
    const { id } = await testPause(server, developer.live);
    const heard: string[] = [];
    const stop = [
      server.signals.onDue(() => heard.push('due')),
      server.signals.onSettled(([pause]) => heard.push(`psr_${pause!.pauseId}`)),
    ];
    await ask('DELETE', `/v1/pause/${id}`);
    stop.forEach((end) => end());
    expect(heard.sort()).toEqual(['due', id]);
  });
});

describe('the list', () => {
  it('is newest first, page by page, each pause once', async () => {
    const { live: key } = await testDeveloper(server);
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.unshift((await testPause(server, key)).id);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { json } = await ask('GET', `/v1/pause?limit=2${query}`, {}, key);
      seen.push(...json.data.map((pause: { pause_id: string }) => pause.pause_id));
      cursor = json.next_cursor as string | null;
    }
    expect(seen).toEqual(ids);
  });

  it('is narrowed by status, channel, run and time', async () => {
    const { live: key } = await testDeveloper(server);
    const first = await testPause(server, key, { agent: { run_id: 'run_1' } });
    const second = await testPause(server, key, { recipient: 'a@example.com', channel: 'email' });
    await ask('DELETE', `/v1/pause/${first.id}`, {}, key);
    const list = async (query: string) => {
      const { json } = await ask('GET', `/v1/pause?${query}`, {}, key);
      return json.data.map((pause: { pause_id: string }) => pause.pause_id);
    };
    expect(await list('status=pending')).toEqual([second.id]);
    expect(await list('status=cancelled')).toEqual([first.id]);
    expect(await list('channel=email')).toEqual([second.id]);
    expect(await list('run_id=run_1')).toEqual([first.id]);
    expect(await list(`created_after=${second.createdAt}&limit=1`)).not.toContain(first.id);
    expect(await list('created_before=2020-01-01T00:00:00Z')).toEqual([]);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'cursor=nonsense', 'status=open', 'page=2'])(
    'with ?%s is refused',
    async (query) => {
      expect((await ask('GET', `/v1/pause?${query}`)).json.code).toBe('invalid_request');
    },
  );
});
