// Codes that prove who holds a link: one per link, few tries, few messages, nowhere in the clear.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKeyRing } from '@pausepoint/core';
import { findCode } from './find-code.ts';
import { reportUnexpected } from './report-unexpected.ts';
import { requestCode } from './request-code.ts';
import { newRecipient, testStore, type TestStore } from '../testing.ts';
import { aDeveloper, keyOf, opened, times } from '../testing/acts.ts';
import { check, codeClaim, request, sentCode, wrongOf } from '../testing/codes.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const MINUTE = 60_000;
const asked = (overlay: Partial<Parameters<typeof opened>[1]> = {}) =>
  opened(store, { developerId: aDeveloper(), require: 'code', ...overlay });
const after = (milliseconds: number): Date => new Date(Date.now() + milliseconds);

describe('a code', () => {
  test('is six digits that only its message carries, good for ten minutes', async () => {
    const pause = await asked();
    const now = new Date();
    const expiresAt = new Date(+now + 10 * MINUTE);
    expect(await request(store, pause, { now })).toEqual({ sent: true, expiresAt });
    const claim = await codeClaim(store, pause);
    expect(claim).toMatchObject({ notice: 'code', recipientIndex: 0, proof: { expiresAt } });
    expect(claim.proof!.digits).toMatch(/^\d{6}$/);
    expect(await check(store, pause, claim.proof!.digits)).toBe('right');
  });

  test('is right as often as it is asked, and wrong but for its very digits', async () => {
    const pause = await asked();
    const digits = await sentCode(store, pause);
    for (const _ of times(7, String)) expect(await check(store, pause, digits)).toBe('right');
    for (const other of [wrongOf(digits), ` ${digits}`, `${digits}\0`, '']) {
      expect(await check(store, pause, other)).toBe('wrong');
    }
    expect(await check(store, pause, digits)).toBe('right');
  });

  test('is over once it has expired, and where none was sent', async () => {
    const pause = await asked();
    expect(await check(store, pause, '123456')).toBe('over');
    const digits = await sentCode(store, pause);
    expect(await check(store, pause, digits, { now: after(9 * MINUTE) })).toBe('right');
    expect(await check(store, pause, digits, { now: after(10 * MINUTE + 100) })).toBe('over');
  });

  test('bears five wrong tries, and then not even the right one', async () => {
    const pause = await asked();
    const digits = await sentCode(store, pause);
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      expect(await check(store, pause, wrongOf(digits))).toBe('wrong');
      expect(await findCode(store, { ...keyOf(pause), recipientIndex: 0 })).toMatchObject({
        triesLeft,
      });
    }
    expect(await check(store, pause, digits)).toBe('over');
    const fresh = await sentCode(store, pause);
    expect(await check(store, pause, fresh)).toBe('right');
  });

  test('counts every one of many wrong tries at once', async () => {
    const pause = await asked();
    const digits = await sentCode(store, pause);
    const verdicts = await Promise.all(times(20, () => check(store, pause, wrongOf(digits))));
    expect(verdicts.filter((one) => one === 'wrong')).toHaveLength(5);
    expect(verdicts.filter((one) => one === 'over')).toHaveLength(15);
    expect(await check(store, pause, digits)).toBe('over');
  });

  test('is void once another is sent', async () => {
    const pause = await asked();
    const first = await sentCode(store, pause);
    const second = await sentCode(store, pause);
    expect(await check(store, pause, second)).toBe('right');
    expect(first === second ? 'wrong' : await check(store, pause, first)).toBe('wrong');
  });

  test('opens no other link, pause or developer', async () => {
    const recipients = [0, 1].map((index) =>
      newRecipient(index, { address: `+1312847192${index}` }),
    );
    const pause = await asked({ recipients });
    const other = await asked({ developerId: pause.developerId });
    const foreign = await asked();
    const digits = await sentCode(store, pause);
    expect(await check(store, pause, digits, { index: 1 })).toBe('over');
    // With codes of their own: what fits one must not fit the other.
    const [twin, others, strangers] = [
      await sentCode(store, pause, { index: 1 }),
      await sentCode(store, other),
      await sentCode(store, foreign),
    ];
    for (const [code, of] of [
      [twin, { index: 1 }],
      [others, other],
      [strangers, foreign],
    ] as const) {
      if (code === digits) continue;
      const verdict = 'index' in of ? check(store, pause, digits, of) : check(store, of, digits);
      expect(await verdict).toBe('wrong');
    }
    expect(await check(store, { ...pause, developerId: foreign.developerId }, digits)).toBe('over');
    expect(await check(store, pause, digits)).toBe('right');
  });

  test('sent before the secret changed is still right after', async () => {
    const pause = await asked();
    const digits = await sentCode(store, pause);
    const ring = createKeyRing('the next secret, for the same tests', store.secretKey);
    expect(await check({ ...store, ring }, pause, digits)).toBe('right');
  });
});

describe('codes are sent', () => {
  test('five times an hour to a link, however many ask at once', async () => {
    const pause = await asked();
    const now = new Date();
    const came = await Promise.all(times(12, () => request(store, pause, { now })));
    expect(came.filter((one) => 'sent' in one)).toHaveLength(5);
    expect(came.find((one) => 'refused' in one)).toEqual({
      refused: 'too_many',
      retryAfterSeconds: 3_600,
    });
    const soon = await request(store, pause, { now: new Date(+now + 59.5 * MINUTE) });
    expect(soon).toEqual({ refused: 'too_many', retryAfterSeconds: 30 });
    const again = await request(store, pause, { now: new Date(+now + 60 * MINUTE) });
    expect(again).toMatchObject({ sent: true });
  });

  test('and a refused one leaves the code before as it is', async () => {
    const pause = await asked();
    for (const _ of times(4, String)) await request(store, pause);
    const digits = await sentCode(store, pause);
    expect(await request(store, pause)).toHaveProperty('refused');
    expect(await check(store, pause, digits)).toBe('right');
  });

  test('never again after a hundred wrong ones at one link', async () => {
    const pause = await asked();
    const digits = await sentCode(store, pause);
    await store.pool.query('update proof_code set wrong = 99 where pause_id = $1', [pause.id]);
    expect(await check(store, pause, wrongOf(digits))).toBe('wrong');
    expect(await check(store, pause, digits)).toBe('over');
    expect(await request(store, pause)).toEqual({ refused: 'too_many', retryAfterSeconds: 86_400 });
  });

  test('to nobody who reported the message, while others still get theirs', async () => {
    const pause = await asked({ recipients: [newRecipient(0), newRecipient(1)] });
    const link = { ...keyOf(pause), recipientIndex: 0 };
    expect(await reportUnexpected(store, link)).toBeUndefined();
    const refused = requestCode(store, { ...link, now: new Date() });
    await expect(refused).rejects.toMatchObject({ code: 'respond_link_invalid' });
    const other = await requestCode(store, { ...link, recipientIndex: 1, now: new Date() });
    expect(other).toMatchObject({ sent: true });
  });

  test('to nobody whose link proves enough, was only handed over, or is not there', async () => {
    const plain = await asked({ require: 'link' });
    const handed = await asked({
      recipients: [newRecipient(0, { channel: 'link', handedOver: true })],
    });
    const whole = await asked();
    const asking = [
      request(store, plain),
      request(store, handed),
      request(store, whole, { index: 1 }),
      request(store, { ...whole, developerId: aDeveloper() }),
    ];
    const refused = { status: 'rejected', reason: { code: 'respond_link_invalid' } };
    expect(await Promise.allSettled(asking)).toMatchObject(asking.map(() => refused));
  });
});

test('no table holds a code in the clear', async () => {
  const pause = await asked();
  const digits = await sentCode(store, pause);
  await check(store, pause, digits);
  await check(store, pause, wrongOf(digits));
  const { rows: tables } = await store.pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  for (const { name } of tables) {
    const { rows } = await store.pool.query(
      `select from ${name} t where t::text ~ ('(^|[^0-9a-f])' || $1 || '([^0-9a-f]|$)')`,
      [digits],
    );
    expect({ name, rows: rows.length }).toEqual({ name, rows: 0 });
  }
});
