// The audit log, and the messages the sandbox kept, as their developer reads them.
import { keepMessages } from '@pausepoint/store';
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

const audit = async (query: string, key = developer.live) =>
  (await server.ask('GET', `/v1/audit?${query}`, { key })).json;
const types = (page: { data: { event_type: string }[] }) =>
  page.data.map(({ event_type }) => event_type);

describe('the audit log', () => {
  it('tells a pause’s whole story', async () => {
    const { id, token } = await testPause(server, developer.live);
    await server.ask('GET', `/v1/respond/${token}`);
    await server.ask('POST', `/v1/respond/${token}`, { body: { choice: 'Reject' } });
    const page = await audit(`pause_id=${id}`);
    expect(new Set(types(page))).toEqual(
      new Set(['pause.created', 'pause.viewed', 'pause.responded']),
    );
    const responded = page.data.find(
      (event: { event_type: string }) => event.event_type === 'pause.responded',
    );
    expect(responded).toMatchObject({
      ...{ actor: 'human', pause_id: id, sequence: null, leaf_hash: null },
      event_id: expect.stringMatching(/^evt_/),
    });
    expect(JSON.stringify(page)).not.toContain('15550100');
  });

  it('is narrowed by type and actor, and paged without gaps', async () => {
    const { live: key } = await testDeveloper(server);
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push((await testPause(server, key)).id);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const at: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = await audit(`event_type=pause.created&limit=2${at}`, key);
      seen.push(...page.data.map((event: { pause_id: string }) => event.pause_id));
      cursor = page.next_cursor as string | null;
    }
    expect(seen.toSorted()).toEqual(ids.toSorted());
    expect(types(await audit('actor=human', key))).toEqual([]);
  });

  it.each(['event_type=pause.lost', 'actor=robot', 'from=yesterday', 'pause_id=x', 'limit=1000'])(
    'asked for %s is refused',
    async (query) => {
      expect((await audit(query)).code).toBe('invalid_request');
    },
  );
});

it('the sandbox’s messages are listed for the mode of the key', async () => {
  const { id } = await testPause(server, developer.test);
  const kept = { channel: 'sms', recipient: '+15550100', subject: null, text: 'Wire?', html: null };
  await keepMessages(server.store, [
    {
      ...{ developerId: developer.developerId.slice(4), mode: 'test', pauseId: id.slice(4) },
      ...{ ...kept, channel: 'sms', now: new Date() },
    },
  ]);
  const list = async (key: string) =>
    (await server.ask('GET', '/v1/sandbox/messages', { key })).json.data;
  expect(await list(developer.test)).toEqual([
    {
      ...{ message_id: expect.stringMatching(/^msg_/), pause_id: id },
      ...{ ...kept, created_at: expect.any(String) },
    },
  ]);
  expect(await list(developer.live)).toEqual([]);
});
