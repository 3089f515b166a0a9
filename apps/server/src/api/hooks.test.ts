// Vendors' callbacks: who is believed, what a press decides, what a report changes.
import { formatDeliveryKey, newId } from '@pausepoint/core';
import { claimNotifications, recordAttempts } from '@pausepoint/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, testDeveloperId, type Asked } from '../pages/testing.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { callBack, testVendor } from '../testing/test-vendor.ts';

let server: TestServer;
let developerId: string;
beforeAll(async () => {
  server = await testServer({ channels: testVendor });
  developerId = await testDeveloperId(server);
});
afterAll(() => server.close());

const slack = { via: 'slack', identifiedBy: 'slack_user', userId: 'U02ADA' };

/** By the code of the recipient's link, as a message carries it. */
const press = ({ codes }: Asked, choice: number, given: object = {}) =>
  callBack(server, { kind: 'press', code: codes[0]!, choice, ...slack, ...given });
const asked = (given: Parameters<typeof ask>[2] = {}) =>
  ask(server, developerId, { channel: 'slack', ...given });

describe('a callback', () => {
  it('with a wrong signature, or another body or address than was signed, is refused', async () => {
    const one = await asked();
    const call = { kind: 'press', code: one.codes[0]!, choice: 0, ...slack } as const;
    const refused = [
      await callBack(server, call, { headers: { 'x-test-signature': 'forged' } }),
      await callBack(server, call, { headers: { 'x-test-signature': '' } }),
      await callBack(server, call, { query: '?a=1', headers: { 'x-test-signature': 'x' } }),
    ];
    for (const { status, json } of refused) {
      expect([status, json.code]).toEqual([403, 'request_forged']);
    }
    expect((await one.read()).status).toBe('pending');
  });

  it('is verified by the public address it was meant for, with its query', async () => {
    const given = { query: '?delivery=x', headers: { host: 'evil.example' } };
    expect((await callBack(server, { kind: 'nothing' }, given)).status).toBe(200);
  });

  it('of a vendor that is not set up is answered as any unknown path', async () => {
    for (const path of ['/hooks/test/other', '/hooks/nobody/calls', '/hooks/test/constructor']) {
      const { status, json } = await server.ask('POST', path, { body: {} });
      expect([status, json.code]).toEqual([404, 'not_found']);
    }
  });

  it.each([
    ['in no type a vendor uses', '{}', { 'content-type': 'text/plain' }, 415],
    ['over 64 KiB', `"${'x'.repeat(65_536)}"`, {}, 413],
  ])('%s is refused', async (_, body, headers, status) => {
    expect((await callBack(server, body, { headers })).status).toBe(status);
  });

  it('that breaks its reader tells the log nothing of its body', async () => {
    const { status } = await callBack(server, 'kind: secret-of-the-caller');
    expect(status).toBe(500);
    expect(server.log()).toContain('hook test/calls broke: SyntaxError');
    expect(server.log()).not.toContain('secret-of-the-caller');
  });
});

describe('a pressed button', () => {
  it('decides, and who pressed it is known by the vendor’s word', async () => {
    const one = await asked();
    const { json } = await press(one, 1);
    expect(json.words).toBe('Recorded: Reject. This is final.');
    expect(await one.read()).toMatchObject({
      ...{ status: 'responded', responseChoice: 'Reject' },
      decision: { via: 'slack', identifiedBy: 'slack_user', userId: 'U02ADA', recipientIndex: 0 },
    });
  });

  it('works in a form as in JSON', async () => {
    const one = await asked();
    const call = { kind: 'press', code: one.codes[0]!, choice: 0, ...slack } as const;
    expect((await callBack(server, call, { form: true })).json.words).toMatch(/^Recorded/);
  });

  it('told twice by the vendor is recorded once and answered alike', async () => {
    const one = await asked();
    const answers = [await press(one, 0), await press(one, 0)];
    expect(answers.map(({ json }) => json.words)).toEqual(
      Array(2).fill('Recorded: Approve. This is final.'),
    );
  });

  it('of twenty at once decides once, and the others are told the outcome', async () => {
    const one = await asked();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) => press(one, i % 2, { userId: `U${i}` })),
    );
    const words = all.map(({ json }) => json.words as string);
    const { responseChoice } = await one.read();
    expect(words.filter((text) => text.startsWith('Recorded'))).toHaveLength(1);
    const late = `Already answered: ${responseChoice!}. Nothing was changed.`;
    expect(words.filter((text) => text === late)).toHaveLength(19);
  });

  it('too late is told why, and changes nothing', async () => {
    const past = { createdAt: new Date(Date.now() - 7_200_000) };
    const late = await asked(past);
    const lapsed = await asked({ ...past, content: { timeoutDefault: null } });
    const words = async (one: Asked) => (await press(one, 0)).json.words;
    expect(await words(late)).toBe(
      'The time to answer is over. What was set for that applies: Reject.',
    );
    expect(await words(lapsed)).toBe('The time to answer is over. Nothing was decided.');
    expect((await late.read()).status).toBe('timed_out');
  });

  it('of a high risk is sent to the page', async () => {
    const one = await asked({ risk: 'high' });
    expect((await press(one, 0)).json.words).toContain('on its page only');
    expect((await one.read()).status).toBe('pending');
  });

  it.each([
    ['another channel’s code', { channel: 'sms' }, {}],
    ['a code nobody was given', {}, { code: 'AAAAAAAAAAAAAAAAAAAAAA' }],
    ['no code at all', {}, { code: '../../etc' }],
    ['an option there is not', {}, { choice: 7 }],
    ['an option that is none', {}, { choice: -1 }],
  ] as const)('with %s decides nothing', async (_, given, call) => {
    const one = await asked(given);
    const { status, json } = await press(one, 0, call);
    expect(status).toBe(200);
    expect(json.words).toContain('Nothing was recorded.');
    expect((await one.read()).status).toBe('pending');
  });

  it('wakes whoever waits for the answer', async () => {
    const one = await asked();
    const woken = new Promise((resolve) => server.signals.onSettled(resolve));
    await press(one, 0);
    expect(await woken).toEqual([{ developerId, pauseId: one.pauseId }]);
  });
});

describe('a report', () => {
  /** Its message was handed to the vendor, as the worker does it. */
  async function sent({ pauseId }: Asked): Promise<string> {
    const claims = await claimNotifications(server.store, { limit: 100, leaseSeconds: 60 });
    const claim = claims.find((one) => one.pauseId === pauseId)!;
    const step = { status: 'sent', nextInMilliseconds: null } as const;
    const tried = { at: new Date(), durationMs: 1, statusCode: null, response: null, error: null };
    await recordAttempts(server.store, [{ claim, result: { ...tried, step, ref: null } }]);
    return formatDeliveryKey(claim);
  }

  it('of a message is seen on the pause, and whatever follows is done at once', async () => {
    const one = await asked({ sandboxed: false });
    const key = await sent(one);
    let poked = 0;
    const stop = server.signals.onDue(() => poked++);
    const failed = { kind: 'report', key, status: 'failed', error: 'no such number' } as const;
    for (let i = 0; i < 2; i++) expect((await callBack(server, failed)).status).toBe(200);
    stop();
    expect(poked).toBe(1);
    const [recipient] = (await one.read()).recipients;
    expect(recipient!.notification).toMatchObject({
      ...{ status: 'failed', lastError: 'no such number' },
    });
  });

  it.each([
    ['a delivery that is not there', () => newId(new Date())],
    ['no delivery of ours', () => undefined],
  ])('of %s is heard and changes nothing', async (_, id) => {
    const deliveryId = id();
    const key = deliveryId
      ? formatDeliveryKey({ developerId, pauseId: newId(new Date()), deliveryId })
      : 'not-a-key';
    const { status, text } = await callBack(server, { kind: 'report', key, status: 'delivered' });
    expect([status, text]).toEqual([200, '']);
  });
});

it('no code, number, user or word of a callback reaches the log', async () => {
  const one = await asked();
  await press(one, 0);
  const reply = {
    kind: 'reply',
    id: 'SM1',
    line: '+15550111',
    address: '+15550177',
    text: 'private words',
  };
  await callBack(server, { ...reply, kind: 'reply' }, { query: '?delivery=in-the-query' });
  expect(server.log()).toContain('/hooks/:vendor/:name');
  const never = [one.codes[0]!, 'U02ADA', '15550177', '15550111', 'private words', 'in-the-query'];
  for (const text of never) expect(server.log()).not.toContain(text);
});
