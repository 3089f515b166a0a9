// Answers by text message: one digit decides one pause, everything else decides nothing.
import { randomUUID } from 'node:crypto';
import { settle, takeMessageAllowance, takeReplyDigits } from '@pausepoint/store';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, testDeveloperId, type Asked } from '../pages/testing.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { callBack, testVendor } from '../testing/test-vendor.ts';

const line = '+15550111';
let server: TestServer;
let developerId: string;
/** A phone nobody has texted from yet. */
let address: string;
let phones = 0;
beforeAll(async () => {
  server = await testServer({ channels: testVendor });
  developerId = await testDeveloperId(server);
});
beforeEach(() => {
  address = `+1555${String(++phones).padStart(7, '0')}`;
});
afterAll(() => server.close());

/** A pause whose text offered digits, as the worker takes them. */
async function asked(given: Parameters<typeof ask>[2] = {}) {
  const one = await ask(server, developerId, { sandboxed: false, ...given });
  const digits = await takeReplyDigits(server.store, {
    ...{ line, address, developerId, pauseId: one.pauseId, recipientIndex: 0 },
    ...{ options: 2, expiresAt: one.expiresAt },
  });
  return { ...one, digits: digits! };
}

const reply = async (
  text: string | number,
  from = address,
  id: string = randomUUID(),
): Promise<string | null> => {
  const call = { kind: 'reply', id, line, address: from, text: String(text) } as const;
  const { status, json } = await callBack(server, call);
  expect(status).toBe(200);
  return json.words;
};

describe('a digit', () => {
  it('decides the one pause it was offered for, and the phone number is who answered', async () => {
    const first = await asked();
    const second = await asked();
    expect(await reply(second.digits[1]!)).toBe('Recorded: Reject. This is final.');
    expect((await first.read()).status).toBe('pending');
    expect(await second.read()).toMatchObject({
      ...{ status: 'responded', responseChoice: 'Reject' },
      decision: { via: 'sms', identifiedBy: 'phone_number', recipientIndex: 0, userId: null },
    });
  });

  it('is held where it may be taken back, says so, and says so again', async () => {
    const one = await asked({ undoSeconds: 10 });
    const words = /^Recorded: Reject\. It becomes final in \d+ s\.$/;
    const id = randomUUID();
    expect(await reply(one.digits[1]!, address, id)).toMatch(words);
    expect(await reply(one.digits[1]!, address, id)).toMatch(words);
    expect(await reply(one.digits[1]!)).toMatch(words);
    expect(await reply(one.digits[0]!)).toBe('Already answered: Reject. Nothing was changed.');
    expect(await one.read()).toMatchObject({
      status: 'pending',
      held: { answer: { choice: 'Reject', identifiedBy: 'phone_number' } },
    });
  });

  it('decides nothing where more than the phone must be known', async () => {
    const one = await asked({ require: 'code' });
    expect(await reply(one.digits[0]!)).toContain('answered on its page only');
    expect((await one.read()).status).toBe('pending');
  });

  it('sent again a year later decides nothing, whatever the digit stands for by then', async () => {
    const early = randomUUID();
    const phone = '+15550188';
    expect(await reply(1, phone, early)).toMatch(/^Nothing was recorded/);
    const one = await asked();
    const digits = await takeReplyDigits(server.store, {
      ...{ line, address: phone, developerId, pauseId: one.pauseId, recipientIndex: 0 },
      ...{ options: 2, expiresAt: one.expiresAt },
    });
    expect(digits).toEqual([1, 2]);
    expect(await reply(1, phone, early)).toMatch(/^Nothing was recorded/);
    expect((await one.read()).status).toBe('pending');
    expect(await reply(1, phone)).toMatch(/^Recorded: Approve/);
  });

  it('with spaces around it is still a digit', async () => {
    const one = await asked();
    expect(await reply(` ${one.digits[0]!}\n`)).toMatch(/^Recorded: Approve/);
  });

  it('delivered twice is recorded once and answered alike; the other digit is told the outcome', async () => {
    const one = await asked();
    const words = [await reply(one.digits[0]!), await reply(one.digits[0]!)];
    expect(new Set(words)).toEqual(new Set(['Recorded: Approve. This is final.']));
    expect(await reply(one.digits[1]!)).toBe('Already answered: Approve. Nothing was changed.');
  });

  it('from another phone decides nothing', async () => {
    const one = await asked();
    expect(await reply(one.digits[0]!, '+15550999')).toContain('Nothing was recorded.');
    expect((await one.read()).status).toBe('pending');
  });

  it('of a withdrawn question is told so', async () => {
    const one = await asked();
    const { pauseId } = one;
    await settle(server.store, [{ kind: 'cancel', developerId, mode: 'live', pauseId }]);
    expect(await reply(one.digits[0]!)).toBe('This question was withdrawn. Nothing was recorded.');
  });

  it('of a high risk is sent to the page', async () => {
    const one = await asked({ risk: 'high' });
    expect(await reply(one.digits[0]!)).toContain('on its page only');
    expect((await one.read()).status).toBe('pending');
  });
});

describe('anything else', () => {
  it.each(['yes', 'Approve', '12', '1 2', '1.', '1 approve', '-1', '0', '１', '', 'STOP it'])(
    '«%s» decides nothing and is told how to answer',
    async (text) => {
      const one = await asked();
      expect(await reply(text)).toMatch(/^Nothing was recorded\. Reply with just one number/);
      expect((await one.read()).status).toBe('pending');
    },
  );

  it('is answered ten times an hour and then met with silence, while a digit still decides', async () => {
    const one = await asked();
    for (let i = 0; i < 10; i++) expect(await reply('what?')).not.toBeNull();
    expect(await reply('what?')).toBeNull();
    expect(await reply(one.digits[0]!)).toBeNull();
    expect((await one.read()).responseChoice).toBe('Approve');
  });
});

it('what anybody texts in a phone’s name leaves room for the questions it may be asked', async () => {
  for (let i = 0; i < 12; i++) await reply('what?');
  const { store } = server;
  const question = { channel: 'sms', address, perHour: 10, now: new Date() } as const;
  expect(await takeMessageAllowance(store, question)).toBe(0);
});

it('every word fits a plain text message', async () => {
  const plain = /^[\n !-_a-z]*$/;
  const one: Asked & { digits: readonly number[] } = await asked();
  const heard = [await reply('?'), await reply(one.digits[0]!), await reply(one.digits[1]!)];
  for (const words of heard) {
    expect(words).toMatch(plain);
    expect(words!.length).toBeLessThanOrEqual(160);
  }
});
