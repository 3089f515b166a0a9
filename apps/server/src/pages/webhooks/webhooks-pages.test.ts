// The pages of webhooks do what the API does, show a secret once, and nothing to anybody else.
import { claimWebhooks, recordAttempts } from '@pausepoint/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SignedIn, signIn } from '../../testing/signed-in.ts';
import { testPause } from '../../testing/test-developer.ts';
import { testServer, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let owner: SignedIn;
let other: SignedIn;
beforeAll(async () => {
  server = await testServer();
  [owner, other] = [await signIn(server), await signIn(server)];
});
afterAll(() => server.close());

const wordsOf = (markup: string): string => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const url = 'https://example.com/hooks/a?b=c';
const events = ['pause.responded', 'pause.cancelled'];

async function added(fields: Record<string, string | string[]> = {}): Promise<string> {
  const { status, text } = await owner.post('/webhooks', { url, events, ...fields });
  expect(status).toBe(201);
  return /\/webhooks\/(whk_[\w-]+)/.exec(text)![1]!;
}

const read = async (id: string) =>
  (await server.ask('GET', `/v1/webhooks/${id}`, { key: owner.test })).json;

/** As a worker would, but for the sending itself. */
async function work(status: 'delivered' | 'dead'): Promise<void> {
  const claims = await claimWebhooks(server.store, { limit: 100, leaseSeconds: 60 });
  const result = {
    ...{ at: new Date(), durationMs: 84, statusCode: status === 'dead' ? 500 : 200, ref: null },
    ...{ response: '<b>hm</b>', error: status === 'dead' ? 'the receiver answered 500' : null },
    step: { status, nextInMilliseconds: null },
  };
  await recordAttempts(
    server.store,
    claims.map((claim) => ({ claim, result })),
  );
}

async function cancelled(): Promise<void> {
  const { id } = await testPause(server, owner.test);
  await server.ask('DELETE', `/v1/pause/${id}`, { key: owner.test });
}

describe('a webhook', () => {
  it('is added, and its secret shown once', async () => {
    expect(wordsOf((await other.get('/webhooks')).text)).toContain('No webhook yet');
    const { status, text } = await owner.post('/webhooks', { url, events });
    const secret = /value="(whsec_[^"]+)"/.exec(text)![1]!;
    expect(status).toBe(201);
    const id = /\/webhooks\/(whk_[\w-]+)/.exec(text)![1]!;
    expect(await read(id)).toMatchObject({ url, events, enabled: true });
    for (const path of ['/webhooks', `/webhooks/${id}`, `/webhooks/${id}/edit`]) {
      const page = await owner.get(path);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain(secret);
    }
    expect(wordsOf((await owner.get('/webhooks')).text)).toContain('answered, cancelled');
  });

  it('takes a secret of one’s own, and does not show it', async () => {
    const secret = 'a secret of my own, long enough';
    const { status, text } = await owner.post('/webhooks', { url, events, secret });
    expect([status, text.includes(secret)]).toEqual([201, false]);
  });

  it.each([
    [{ url: 'ftp://example.com' }, 'Address'],
    [{ url: 'https://user:pw@example.com' }, 'Address'],
    [{ url: '' }, 'Address'],
    [{ events: [] }, 'Choose at least one'],
    [{ events: ['pause.lost'] }, 'Events'],
    [{ secret: 'short' }, 'Own secret'],
  ])('with %j is refused beside its field, and what was typed is kept', async (wrong, words) => {
    const kept = 'https://example.com/kept';
    const { status, text } = await owner.post('/webhooks', { url: kept, events, ...wrong });
    expect([status, wordsOf(text)]).toEqual([422, expect.stringContaining(words)]);
    if (!('url' in wrong)) expect(text).toContain(`value="${kept}"`);
  });

  it('is changed, switched off and on, and deleted', async () => {
    const id = await added();
    const move = { url: 'https://example.com/moved', events: 'pause.timed_out' };
    expect((await owner.post(`/webhooks/${id}`, move)).status).toBe(303);
    expect(await read(id)).toMatchObject({ url: move.url, events: ['pause.timed_out'] });
    expect((await owner.post(`/webhooks/${id}`, { url: 'x', events })).status).toBe(422);
    await owner.post(`/webhooks/${id}/disable`);
    const off = await owner.get(`/webhooks/${id}`);
    expect(wordsOf(off.text)).toMatch(/is switched off\..*Switched off by you/);
    expect((await owner.post(`/webhooks/${id}/test`)).status).toBe(409);
    await owner.post(`/webhooks/${id}/enable`);
    expect(await read(id)).toMatchObject({ enabled: true });
    await owner.post(`/webhooks/${id}/delete`);
    expect((await owner.get(`/webhooks/${id}`)).status).toBe(404);
  });

  it('gets a new secret, and so does what goes to a pause’s own URL', async () => {
    const id = await added();
    const rotated = await owner.post(`/webhooks/${id}/rotate-secret`);
    const first = /whsec_[\w+/=]+/.exec((await owner.post('/webhooks/default-secret')).text)![0];
    const again = await owner.post('/webhooks/default-secret/rotate');
    expect(/whsec_[\w+/=]+/.exec(rotated.text)).not.toBeNull();
    expect(/whsec_[\w+/=]+/.exec(again.text)![0]).not.toBe(first);
    const { json } = await server.ask('GET', '/v1/webhooks/default-secret', { key: owner.test });
    expect(again.text).toContain(json.secret);
    expect((await owner.get('/webhooks')).text).not.toContain('whsec_');
  });

  it('is tested, and what came back is shown as text', async () => {
    const id = await added();
    let isOver = false;
    const answering = owner.post(`/webhooks/${id}/test`).finally(() => (isOver = true));
    while (!isOver) await work('dead');
    expect((await answering).status).toBe(303);
    const { status, text } = await owner.get((await answering).headers.get('location')!);
    expect([status, wordsOf(text)]).toEqual([
      200,
      expect.stringContaining('The test did not arrive'),
    ]);
    expect(text).toContain('&lt;b&gt;hm&lt;/b&gt;');
    expect(text).not.toContain('<b>hm</b>');
  });
});

describe('what was sent', () => {
  it('is listed with its tries, by how it stands, and sent again', async () => {
    const id = await added();
    await cancelled();
    await work('dead');
    await cancelled();
    await work('delivered');
    const all = wordsOf((await owner.get(`/webhooks/${id}`)).text);
    expect(all).toMatch(
      /Pause cancelled Delivered .*Pause cancelled Given up the receiver answered 500/,
    );
    const dead = await owner.get(`/webhooks/${id}?status=dead`);
    expect(wordsOf(dead.text)).not.toContain('Delivered 1 try');
    const again = /deliveries\/dlv_[\w-]+\/redeliver/.exec(dead.text)![0];
    expect(
      (await owner.post(`/webhooks/${again}`, { from: 'webhook' })).headers.get('location'),
    ).toBe(`/webhooks/${id}`);
    await work('dead');

    const since = new Date(Date.now() - 60_000).toISOString().slice(0, 16);
    expect((await owner.post(`/webhooks/${id}/redeliver`, { since })).status).toBe(303);
    expect(wordsOf((await owner.get(`/webhooks/${id}`)).text)).toContain('It is being sent again.');
    await work('delivered');
    const log = await owner.get('/webhooks/deliveries?status=delivered');
    expect(wordsOf(log.text)).toMatch(/Delivered [+] 3 tries|Delivered 3 tries/);
    expect((await owner.get('/webhooks/deliveries?status=lost')).status).toBe(422);
  });

  it.each([undefined, 'soon', '2026-13-01T00:00', '-271821-04-20T00:00'])(
    'since %s is no time, and sends nothing',
    async (since) => {
      const id = await added();
      const { status } = await owner.post(`/webhooks/${id}/redeliver`, { ...(since && { since }) });
      expect(status).toBe(303);
      expect(wordsOf((await owner.get(`/webhooks/${id}`)).text)).toContain('Nothing was sent.');
    },
  );
});

it('nobody else’s webhook is there, whatever is done to it', async () => {
  const id = await added();
  const acts = ['', '/enable', '/disable', '/test', '/rotate-secret', '/redeliver', '/delete'];
  for (const act of acts) {
    const fields = { url, events, since: '2026-01-01T00:00' };
    const { status } = await other.post(`/webhooks/${id}${act}`, fields);
    expect([act, status]).toEqual([act, 404]);
  }
  for (const page of ['', '/edit'])
    expect((await other.get(`/webhooks/${id}${page}`)).status).toBe(404);
  expect((await owner.get(`/webhooks/${id}?mode=live`)).status).toBe(404);
  expect(await read(id)).toMatchObject({ url, enabled: true });
});
