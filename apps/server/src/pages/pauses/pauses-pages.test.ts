// The pages of pauses show what is there, do what is asked once, and keep silence and answers apart.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealLog } from '../../testing/seal-log.ts';
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

const ask = (given: object = {}, key = owner.test) => testPause(server, key, { ...given });

async function answer(token: string, choice = 'Approve'): Promise<void> {
  await server.ask('POST', `/v1/respond/${token}`, { body: { choice } });
}

/** The words between the tags. */
const wordsOf = (markup: string): string => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

const cancel = async (id: string) =>
  (await owner.get(`/pauses/${id}`)).text.includes(`/pauses/${id}/cancel`);

describe('the list', () => {
  it('says what to do next while there is none', async () => {
    const { status, text } = await other.get('/pauses');
    expect([status, wordsOf(text)]).toEqual([
      200,
      expect.stringContaining('Ask your first question'),
    ]);
    expect(text).toContain('/v1/pause');
  });

  it('shows each with how it ended, and what waits on top', async () => {
    const [asked, said] = [await ask({ message: 'Ship it?' }), await ask({ message: 'Pay it?' })];
    await answer(said.token);
    const gone = await ask({ message: 'Drop it?' });
    await server.ask('DELETE', `/v1/pause/${gone.id}`, { key: owner.test });
    const { text } = await owner.get('/pauses');
    const [top, all] = wordsOf(text).split('All pauses ');
    expect(top).toContain('Ship it?');
    expect(top).not.toContain('Pay it?');
    expect(all).toMatch(/Drop it\?.*Cancelled.*Pay it\?.*A human Approve.*Ship it\?.*Pending/);
    expect(text).toContain(`href="/pauses/${asked.id}"`);
  });

  it('is narrowed by its address, and keeps it', async () => {
    const metadata = { order: { id: 'A-17' } };
    const pause = await ask({ message: 'Refund A-17?', metadata, agent: { run_id: 'r-1' } });
    await answer(pause.token);
    for (const filter of ['metadata=order.id%3DA-17', 'run_id=r-1&status=responded']) {
      const { status, text } = await owner.get(`/pauses?${filter}&from=2020-01-01&channel=sms`);
      expect(status).toBe(200);
      expect(wordsOf(text)).toContain('Refund A-17?');
      expect(wordsOf(text)).not.toContain('Ship it?');
      expect(wordsOf(text)).toMatch(/Looked at \d+ pauses?, the newest first/);
    }
    const none = await owner.get('/pauses?metadata=order.id%3DA-18');
    expect(wordsOf(none.text)).toContain('No pause matches');
  });

  it.each([
    ['metadata', 'order', 'Write a key and a value'],
    ['metadata', '%00=1', 'Write a key and a value'],
    ['from', 'tomorrow', 'Write a day'],
    ['to', '2026-02-31', 'Write a day'],
    ['status', 'lost', 'Outcome'],
    ['channel', 'pigeon', 'Channel'],
    ['run_id', 'x'.repeat(201), 'Run'],
    ['run_id', '%00', 'Run'],
    ['cursor', 'x', 'The place in the list'],
  ])('tells what is wrong with %s=%s, and keeps the rest', async (name, value, words) => {
    const { status, text } = await owner.get(`/pauses?to=2026-01-01&${name}=${value}`);
    expect([status, wordsOf(text)]).toEqual([422, expect.stringContaining(words)]);
  });

  it('pages by what was the last one', async () => {
    for (let i = 0; i < 26; i++) await ask({ message: `Page ${i}?` }, other.live);
    const first = await other.get('/pauses?mode=live');
    const next = /href="([^"]*cursor=[^"]*)"\s+rel="next"/.exec(first.text)![1]!;
    const second = await other.get(next.replaceAll('&amp;', '&'));
    expect(wordsOf(second.text)).toContain('Page 0?');
    expect(wordsOf(second.text)).not.toContain('Page 1?');
  });
});

describe('one pause', () => {
  it('tells its story, and who answered how', async () => {
    const { id, token } = await ask({ message: 'Wire it?\nAll is checked.' });
    await owner.get(`/respond/${token}`);
    await answer(token, 'Reject');
    const { status, text } = await owner.get(`/pauses/${id}`);
    expect(status).toBe(200);
    expect(text).toContain('class="outcome human"');
    expect(wordsOf(text)).toMatch(/A human answered Reject .*Identified by holding your own link/);
    expect(wordsOf(text)).toMatch(/Timeline Asked .*A human answered Reject/);
    expect(wordsOf(text)).toContain('All is checked.');
    expect(text).toContain(`/v1/pause/${id}`);
  });

  it.each([
    ['Reject', 'default Reject'],
    [null, 'nothing was decided'],
  ])(
    'that nobody answered, with the default %s, says so and names no human',
    async (timeout_default, words) => {
      const { id } = await ask({ timeout_default, timeout_seconds: 1 });
      await expect
        .poll(async () => (await owner.get(`/pauses/${id}`)).text, { timeout: 30_000 })
        .toContain('class="outcome silence"');
      const text = wordsOf((await owner.get(`/pauses/${id}`)).text);
      expect(text).toContain('Nobody answered');
      expect(text).toContain(words);
      expect(text).not.toContain('A human answered');
    },
  );

  it('is cancelled by a form, once; what was settled before stays as it is', async () => {
    const { id, token } = await ask();
    expect(await cancel(id)).toBe(true);
    expect((await owner.post(`/pauses/${id}/cancel`)).status).toBe(303);
    const after = wordsOf((await owner.get(`/pauses/${id}`)).text);
    expect(after).toMatch(/The pause is cancelled\..*Cancelled/);
    expect(await cancel(id)).toBe(false);
    expect((await owner.post(`/pauses/${id}/cancel`)).status).toBe(303);
    await answer(token);

    const said = await ask();
    await answer(said.token);
    await owner.post(`/pauses/${said.id}/cancel`);
    const { text } = await owner.get(`/pauses/${said.id}`);
    expect(wordsOf(text)).toMatch(/It was settled before you cancelled it\..*A human answered/);
  });

  it('has a receipt once it is settled and sealed', async () => {
    const { id, token } = await ask();
    expect((await owner.get(`/pauses/${id}/receipt`)).status).toBe(409);
    await answer(token);
    expect((await owner.get(`/pauses/${id}/receipt`)).status).toBe(503);
    await sealLog(server.store, owner.developerId);
    const { status, text } = await owner.get(`/pauses/${id}/receipt`);
    expect([status, wordsOf(text)]).toEqual([200, expect.stringMatching(/Decided by A human/)]);
    const file = await owner.get(`/pauses/${id}/receipt?download=1`);
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="receipt-${id}.json"`,
    );
    expect(file.json.receipt).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it('forgets what is personal in it for good', async () => {
    const { id, token } = await ask({ message: 'Call Grace?' });
    await owner.post(`/pauses/${id}/erase`);
    expect(wordsOf((await owner.get(`/pauses/${id}`)).text)).toContain('Call Grace?');
    await answer(token);
    await owner.post(`/pauses/${id}/erase`);
    const { text } = await owner.get(`/pauses/${id}`);
    expect(text).not.toContain('Grace');
    expect(wordsOf(text)).toMatch(/Its personal data is erased\..*A human answered Approve/);
    expect((await owner.get(`/pauses/${id}/receipt`)).status).toBe(410);
  });

  it('is found without its mode, and by nobody else', async () => {
    const { id } = await ask({}, owner.live);
    const { status, headers } = await owner.get(`/pauses/${id}`);
    expect([status, headers.get('location')]).toEqual([303, `/pauses/${id}?mode=live`]);
    expect((await owner.get(`/pauses/${id}?mode=live`)).status).toBe(200);
    const unknown = 'psr_0197e0a8-1b3c-7def-8123-456789abcdef';
    const foreign = [
      ...(await Promise.all(
        ['', '?mode=live', '/receipt?mode=live'].map((rest) => other.get(`/pauses/${id}${rest}`)),
      )),
      await other.post(`/pauses/${id}/cancel?mode=live`),
      await other.post(`/pauses/${id}/erase?mode=live`),
      await other.get(`/pauses/${unknown}`),
      await other.get('/pauses/no-id-at-all'),
    ];
    for (const { status } of foreign) expect(status).toBe(404);
    expect(await server.ask('GET', `/v1/pause/${id}`, { key: owner.live })).toMatchObject({
      json: { status: 'pending', personal_data_erased_at: null },
    });
  });
});
