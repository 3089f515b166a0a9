// The state machine under any sequence of acts and any clock, even one that jumps.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endings } from './ending.ts';
import type { Answer, PauseState, Settlement } from './pause-state.ts';
import { asOf, cancel, disown, refusalOf, respond, timeOut, type Verdict } from './pause.ts';

const deadline = Date.UTC(2026, 4, 8, 18);
/** Instants crowd around the deadline, where the mistakes would be. */
const instant = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map((offset) => new Date(deadline + offset)),
  fc.integer({ min: -40 * 86_400_000, max: 40 * 86_400_000 }).map((o) => new Date(deadline + o)),
);
const options = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), {
  minLength: 2,
  maxLength: 5,
});
const pending: fc.Arbitrary<PauseState> = options.chain((labels) =>
  fc.record({
    status: fc.constant('pending' as const),
    options: fc.constant(labels),
    allowTextResponse: fc.boolean(),
    timeoutDefault: fc.constantFrom(null, ...labels),
    expiresAt: fc.constant(new Date(deadline)),
    risk: fc.constant('normal' as const),
    require: fc.constant('link' as const),
    undoSeconds: fc.constant(0),
    held: fc.constant(null),
    unwantedBy: fc.constant([]),
  }),
);
const answer = (choice: string, text: string | null = null): Answer => ({
  choice,
  text,
  via: 'page',
  identifiedBy: 'link',
  recipientIndex: 0,
});

type Act = (pause: PauseState, now: Date) => Verdict;
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.constant<Act>(timeOut),
  fc.constant<Act>(cancel),
  fc.tuple(fc.nat(6), fc.option(fc.string(), { freq: 3 })).map<Act>(
    ([index, text]) =>
      (pause, now) =>
        respond(pause, answer(pause.options[index] ?? 'never offered', text), now),
  ),
);
const history = fc.array(fc.tuple(act, instant), { maxLength: 30 });

/** Lets every act try in turn, the way the gate does: a settlement changes the status, for ever. */
function play(start: PauseState, acts: readonly (readonly [Act, Date])[]) {
  let pause = start;
  const settlements: { settlement: Settlement; at: Date; before: PauseState }[] = [];
  for (const [attempt, at] of acts) {
    const verdict = attempt(pause, at);
    if (!('settlement' in verdict)) continue;
    settlements.push({ settlement: verdict.settlement, at, before: pause });
    pause = { ...pause, status: verdict.settlement.status };
  }
  return { pause, settlements };
}

const forEveryHistory = (check: (played: ReturnType<typeof play>, start: PauseState) => void) =>
  fc.assert(
    fc.property(pending, history, (start, acts) => check(play(start, acts), start)),
    { numRuns: 500 },
  );

describe('whatever is tried, in whatever order, by whatever clock', () => {
  test('a pause is settled at most once', () => {
    forEveryHistory(({ pause, settlements }) => {
      expect(settlements.length).toBeLessThanOrEqual(1);
      expect(pause.status).toBe(settlements[0]?.settlement.status ?? 'pending');
    });
  });

  test('it never times out before its deadline', () => {
    forEveryHistory(({ settlements }) => {
      for (const { settlement, at } of settlements) {
        if (settlement.status === 'timed_out')
          expect(at.getTime()).toBeGreaterThanOrEqual(deadline);
      }
    });
  });

  test('no answer and no cancel counts at the deadline or after it', () => {
    forEveryHistory(({ settlements }) => {
      for (const { settlement, at } of settlements) {
        if (settlement.status !== 'timed_out') expect(at.getTime()).toBeLessThan(deadline);
      }
    });
  });

  test('a settlement takes up only what readers at that moment could have seen', () => {
    forEveryHistory(({ settlements }) => {
      for (const { settlement, at, before } of settlements) {
        const seen = asOf(before, at);
        expect(seen).toBe(settlement.status === 'timed_out' ? 'timed_out' : 'pending');
        expect(asOf({ ...before, status: settlement.status }, at)).toBe(settlement.status);
      }
    });
  });

  test('only a human’s answer carries a time of response, words and a name', () => {
    forEveryHistory(({ settlements }, start) => {
      for (const { settlement, at } of settlements) {
        const human = settlement.status === 'responded';
        expect(settlement.answer !== null).toBe(human);
        expect(settlement.responseAt).toEqual(human ? at : null);
        if (human) expect(start.options).toContain(settlement.choice);
        if (settlement.text !== null) expect(human && start.allowTextResponse).toBe(true);
        if (settlement.status === 'cancelled') expect(settlement.choice).toBeNull();
        if (settlement.status === 'timed_out') expect(settlement.choice).toBe(start.timeoutDefault);
      }
    });
  });

  test('a timeout is dated at the deadline, however late the sweep came by', () => {
    forEveryHistory(({ settlements }) => {
      for (const { settlement, at } of settlements) {
        const late = settlement.status === 'timed_out';
        expect(settlement.resolvedAt).toEqual(late ? new Date(deadline) : at);
      }
    });
  });
});

test('as seen by readers, a pending pause turns timed out at its deadline and never back', () => {
  fc.assert(
    fc.property(pending, instant, instant, (pause, one, other) => {
      const [earlier, later] = one <= other ? [one, other] : [other, one];
      if (asOf(pause, earlier) === 'timed_out') expect(asOf(pause, later)).toBe('timed_out');
      expect(asOf(pause, later)).toBe(later.getTime() < deadline ? 'pending' : 'timed_out');
    }),
  );
});

describe('refusals', () => {
  const pause: PauseState = {
    status: 'pending',
    options: ['Approve', 'Reject'],
    allowTextResponse: false,
    timeoutDefault: 'Reject',
    expiresAt: new Date(deadline),
    risk: 'normal',
    require: 'link',
    undoSeconds: 0,
    held: null,
    unwantedBy: [],
  };
  const before = new Date(deadline - 1);
  const at = new Date(deadline);

  test('the last millisecond before the deadline counts, the deadline does not', () => {
    expect(respond(pause, answer('Approve'), before)).toHaveProperty('settlement');
    expect(respond(pause, answer('Approve'), at)).toEqual({ refusal: 'deadline_passed' });
    expect(timeOut(pause, before)).toEqual({ refusal: 'not_settled' });
    expect(timeOut(pause, at)).toHaveProperty('settlement');
  });

  test('a choice nobody offered is refused, even one that differs by a space or by case', () => {
    for (const choice of ['approve', 'Approve ', '', 'toString', '0']) {
      expect(respond(pause, answer(choice), before)).toEqual({ refusal: 'option_not_offered' });
    }
  });

  test('words are refused where the question did not ask for any', () => {
    expect(respond(pause, answer('Approve', 'but'), before)).toEqual({
      refusal: 'invalid_request',
    });
    const open = { ...pause, allowTextResponse: true };
    expect(respond(open, answer('Approve', 'but'), before)).toMatchObject({
      settlement: { text: 'but' },
    });
  });

  test('whoever disowned the message answers it no more; the others and the caller’s link do', () => {
    expect(disown(pause, 1, before)).toEqual({ disownedBy: 1 });
    const disowned = { ...pause, unwantedBy: [1] };
    const by = (recipientIndex: number | null) => ({ ...answer('Approve'), recipientIndex });
    expect(respond(disowned, by(1), before)).toEqual({ refusal: 'respond_link_view_only' });
    for (const other of [0, null]) {
      expect(respond(disowned, by(other), before)).toHaveProperty('settlement');
    }
    expect(disown(disowned, 1, before)).toEqual({ refusal: 'respond_link_view_only' });
    expect(disown(disowned, 0, before)).toEqual({ disownedBy: 0 });
    expect(timeOut(disowned, at)).toHaveProperty('settlement');
    expect(disown(pause, 1, at)).toEqual({ refusal: 'deadline_passed' });
  });

  test('nobody disowns a question they have just answered, but others may meanwhile', () => {
    const verdict = respond({ ...pause, undoSeconds: 10 }, answer('Approve'), before);
    const held = { ...pause, held: 'held' in verdict ? verdict.held : null };
    expect(disown(held, 0, before)).toEqual({ refusal: 'respond_link_used' });
    expect(disown(held, 1, before)).toEqual({ disownedBy: 1 });
  });

  test('a late tap is told what happened, not that its choice was wrong', () => {
    for (const [status, { refusal }] of Object.entries(endings)) {
      const settled = { ...pause, status: status as keyof typeof endings };
      expect(respond(settled, answer('never offered'), before)).toEqual({ refusal });
      expect(refusalOf(settled.status)).toBe(refusal);
    }
    expect(refusalOf('pending')).toBeUndefined();
  });

  test('a settled pause is neither cancelled nor timed out', () => {
    for (const status of ['responded', 'timed_out', 'cancelled'] as const) {
      for (const now of [before, at]) {
        expect(cancel({ ...pause, status }, now)).toEqual({ refusal: 'already_settled' });
        expect(timeOut({ ...pause, status }, now)).toEqual({ refusal: 'already_settled' });
      }
    }
    expect(cancel(pause, at)).toEqual({ refusal: 'already_settled' });
  });
});
