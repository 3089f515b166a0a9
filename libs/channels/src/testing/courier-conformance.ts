// What every courier must keep to when its vendor does not: run against each at the wire.
import type { Outcome } from '@pausepoint/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Courier, Message, To } from '../channel.ts';
import type { Mishap } from './wire.ts';

export interface CourierUnderTest {
  readonly courier: Courier;
  /** How many messages the vendor took. */
  readonly taken: () => number;
  readonly script: (...mishaps: readonly Mishap[]) => void;
  close(): Promise<void> | void;
}

export interface CourierCase {
  readonly name: string;
  readonly message: Message;
  readonly to: To;
  /** With a time limit below the suite’s own, or `hang` ends nothing, and above a busy machine’s pace. */
  readonly open: () => Promise<CourierUnderTest>;
  /** How this vendor says that it is busy and when to come back; null: it never says so. */
  readonly busy: { readonly mishap: Mishap; readonly seconds: number } | null;
  /** How it breaks: whether it took the message is not known, or known not to be so. */
  readonly broken: readonly { readonly mishap: Mishap; readonly kind: 'retry' | 'unsure' }[];
  /** How it says that there is no use in trying again. */
  readonly permanent: readonly { readonly name: string; readonly mishap: Mishap }[];
}

export function describeCourier(given: CourierCase): void {
  const { message, to } = given;
  describe(`the ${given.name} courier`, () => {
    let under: CourierUnderTest;
    beforeEach(async () => {
      under = await given.open();
    });
    afterEach(() => under.close());

    const send = async (...mishaps: readonly Mishap[]): Promise<Outcome> => {
      under.script(...mishaps);
      const outcome = await under.courier.send(message, to);
      expectNothingTold(outcome, given);
      return outcome;
    };

    test('hands over one message, once', async () => {
      expect((await send()).kind).toBe('delivered');
      expect(under.taken()).toBe(1);
    });

    test.runIf(given.busy)('waits as long as a busy vendor asks, and tries only once', async () => {
      const { mishap, seconds } = given.busy!;
      const outcome = await send(mishap);
      expect(outcome).toMatchObject({ kind: 'retry', afterSeconds: seconds });
      expect(under.taken()).toBe(0);
    });

    test('does not know what a vendor that reset the connection has taken', async () => {
      expect((await send('reset')).kind).toBe('unsure');
      expect(under.taken()).toBe(1);
    });

    test('gives a vendor that hangs its time and no more, and does not know either', async () => {
      expect((await send('hang')).kind).toBe('unsure');
      expect(under.taken()).toBe(1);
    });

    test.each(given.broken)('after $mishap: $kind', async ({ mishap, kind }) => {
      expect((await send(mishap)).kind).toBe(kind);
    });

    test.each(given.permanent)('gives up at once: $name', async ({ mishap }) => {
      expect((await send(mishap)).kind).toBe('dead');
      expect(under.taken()).toBe(0);
    });

    test('works again as soon as the vendor does', async () => {
      await send('reset');
      expect((await send()).kind).toBe('delivered');
    });
  });
}

/** Errors are shown to the developer and logged: no address and nothing of the message is in them. */
function expectNothingTold(outcome: Outcome, { message, to }: CourierCase): void {
  if (outcome.kind === 'delivered') return;
  expect(outcome.error).not.toBe('');
  expect(outcome.error.length).toBeLessThan(200);
  for (const secret of [to.address, message.text, to.key]) {
    expect(outcome.error).not.toContain(secret);
  }
}
