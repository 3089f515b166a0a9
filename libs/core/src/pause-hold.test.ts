// Answers that may be taken back for a while: any acts in any order, by clocks that run or jump.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer, Held, PauseState, Settlement } from './pause-state.ts';
import { asOf, byClock, cancel, dueAt, respond, revoke, timeOut, type Verdict } from './pause.ts';

const deadline = Date.UTC(2026, 4, 8, 18);
const by = fc.constantFrom(0, 1, null);

type Act =
  | { readonly kind: 'respond'; readonly by: number | null; readonly choice: string }
  | { readonly kind: 'revoke'; readonly by: number | null }
  | { readonly kind: 'cancel' | 'clock' };

/** Taps come most often, or there would be little to take back. */
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('respond' as const),
      by,
      choice: fc.constantFrom('Approve', 'Reject', 'Later'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('revoke' as const), by }) },
  { weight: 2, arbitrary: fc.constant<Act>({ kind: 'clock' }) },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: 'cancel' }) },
);
/** Where the mistakes would be: at the deadline, and where a hold of some whole seconds ends. */
const instant = fc
  .tuple(fc.integer({ min: -75, max: 3 }), fc.integer({ min: -2, max: 2 }))
  .map(([seconds, milliseconds]) => new Date(deadline + seconds * 1_000 + milliseconds));
const histories = fc.array(fc.tuple(act, instant), { maxLength: 25 });
const opened: fc.Arbitrary<PauseState> = fc.record({
  status: fc.constant('pending' as const),
  options: fc.constant(['Approve', 'Reject']),
  allowTextResponse: fc.boolean(),
  timeoutDefault: fc.constantFrom(null, 'Reject'),
  expiresAt: fc.constant(new Date(deadline)),
  risk: fc.constant('normal' as const),
  require: fc.constant('link' as const),
  undoSeconds: fc.constantFrom(1, 2, 10, 60),
  held: fc.constant(null),
  unwantedBy: fc.constant([]),
});

const answerOf = (choice: string, recipientIndex: number | null): Answer => ({
  choice,
  text: null,
  via: 'page',
  identifiedBy: recipientIndex === null ? 'caller_link' : 'link',
  recipientIndex,
});

function attempt(pause: PauseState, one: Act, now: Date): Verdict {
  if (one.kind === 'respond') return respond(pause, answerOf(one.choice, one.by), now);
  if (one.kind === 'revoke') return revoke(pause, one.by, now);
  return one.kind === 'cancel' ? cancel(pause, now) : timeOut(pause, now);
}

interface Step {
  readonly act: Act;
  readonly at: Date;
  readonly before: PauseState;
  readonly verdict: Verdict;
}

/** As the gate does it: whatever the rule allows is written down, and nothing else. */
function play(start: PauseState, history: readonly (readonly [Act, Date])[]) {
  let pause = start;
  const steps: Step[] = [];
  for (const [one, at] of history) {
    const verdict = attempt(pause, one, at);
    steps.push({ act: one, at, before: pause, verdict });
    if ('settlement' in verdict)
      pause = { ...pause, status: verdict.settlement.status, held: null };
    if ('held' in verdict) pause = { ...pause, held: verdict.held };
    if ('revoked' in verdict) pause = { ...pause, held: null };
  }
  return { pause, steps };
}

const settlementsOf = (steps: readonly Step[]): readonly Settlement[] =>
  steps.flatMap(({ verdict }) => ('settlement' in verdict ? [verdict.settlement] : []));

const forEveryHistory = (check: (steps: readonly Step[], pause: PauseState) => void) =>
  fc.assert(
    fc.property(opened, histories, (start, history) => {
      const { steps, pause } = play(start, history);
      check(steps, pause);
    }),
    { numRuns: 2_000 },
  );

describe('whatever is tried, in whatever order, even by a clock that jumps', () => {
  test('a pause is settled at most once, and holds nothing from then on', () => {
    forEveryHistory((steps, pause) => {
      const settlements = settlementsOf(steps);
      expect(settlements.length).toBeLessThanOrEqual(1);
      expect(pause.status).toBe(settlements[0]?.status ?? 'pending');
      if (settlements[0]) expect(pause.held).toBeNull();
    });
  });

  test('it times out neither before its deadline nor while an answer is held', () => {
    forEveryHistory((steps) => {
      for (const { verdict, at, before } of steps) {
        if (!('settlement' in verdict) || verdict.settlement.status !== 'timed_out') continue;
        expect(at.getTime()).toBeGreaterThanOrEqual(deadline);
        expect(before.held).toBeNull();
      }
    });
  });

  test('an answer is dated when it was given, before the deadline, and final no later than that', () => {
    forEveryHistory((steps) => {
      for (const { verdict, at, before } of steps) {
        if ('held' in verdict) {
          const { at: given, settlesAt } = verdict.held;
          expect(given).toEqual(at);
          expect(given.getTime()).toBeLessThan(deadline);
          expect(settlesAt.getTime()).toBeGreaterThan(at.getTime());
          expect(settlesAt.getTime()).toBe(
            Math.min(at.getTime() + before.undoSeconds * 1_000, deadline),
          );
        }
        if ('settlement' in verdict && verdict.settlement.status === 'responded') {
          const { answer, at: given, settlesAt } = before.held!;
          expect(verdict.settlement).toMatchObject({ answer, choice: answer.choice });
          expect(verdict.settlement.responseAt).toEqual(given);
          expect(verdict.settlement.resolvedAt).toEqual(settlesAt);
          expect(at.getTime()).toBeGreaterThanOrEqual(settlesAt.getTime());
        }
      }
    });
  });

  test('nobody answers over a held answer, and only the link it came by takes it back', () => {
    forEveryHistory((steps) => {
      for (const { act: one, verdict, at, before } of steps) {
        if (before.status !== 'pending' || !before.held) continue;
        if (one.kind === 'respond') expect(verdict).toEqual({ refusal: 'respond_link_used' });
        if (one.kind !== 'revoke') continue;
        const own = one.by === before.held.answer.recipientIndex && at < before.held.settlesAt;
        expect(verdict).toEqual(own ? { revoked: before.held } : { refusal: 'respond_link_used' });
      }
    });
  });

  test('a settlement takes up only what readers at that moment could have seen', () => {
    forEveryHistory((steps) => {
      for (const { act: one, verdict, at, before } of steps) {
        if (!('settlement' in verdict)) continue;
        const { settlement } = verdict;
        expect(asOf(before, at)).toBe(one.kind === 'clock' ? settlement.status : 'pending');
        if (one.kind === 'clock') expect(settlement).toEqual(byClock(before));
      }
    });
  });
});

/** The same told without a rule: what stands at the end, when the clock runs forward. */
function expected(start: PauseState, history: readonly (readonly [Act, Date])[]) {
  let held: Held | null = null;
  const final = () =>
    held ? { status: 'responded', choice: held.answer.choice, responseAt: held.at } : undefined;
  for (const [one, at] of history) {
    if (held && at >= held.settlesAt) return final();
    if (at.getTime() >= deadline) break;
    if (one.kind === 'cancel') return { status: 'cancelled', choice: null, responseAt: null };
    if (one.kind === 'respond' && !held && one.choice !== 'Later') {
      const end = Math.min(at.getTime() + start.undoSeconds * 1_000, deadline);
      held = { answer: answerOf(one.choice, one.by), at, settlesAt: new Date(end) };
    }
    if (one.kind === 'revoke' && held && held.answer.recipientIndex === one.by) held = null;
  }
  return final() ?? { status: 'timed_out', choice: start.timeoutDefault, responseAt: null };
}

test('a tap before the deadline is final unless it was taken back or the question withdrawn', () => {
  fc.assert(
    fc.property(opened, histories, (start, acts) => {
      const history = acts.toSorted(([, one], [, other]) => one.getTime() - other.getTime());
      const { steps, pause } = play(start, [
        ...history,
        [{ kind: 'clock' }, new Date(deadline + 60_000)],
      ]);
      const [settlement] = settlementsOf(steps);
      expect(settlement).toMatchObject(expected(start, history)!);
      expect(pause.status).toBe(settlement!.status);
    }),
    { numRuns: 5_000 },
  );
});

test('a hold reads pending until it is final, answered from then on, and never timed out', () => {
  fc.assert(
    fc.property(opened, instant, instant, (start, tapped, now) => {
      const verdict = respond(start, answerOf('Approve', 0), tapped);
      expect('held' in verdict).toBe(tapped.getTime() < deadline);
      if (!('held' in verdict)) return;
      const pause = { ...start, held: verdict.held };
      expect(dueAt(pause)).toEqual(verdict.held.settlesAt);
      expect(asOf(pause, now)).toBe(now < verdict.held.settlesAt ? 'pending' : 'responded');
    }),
  );
});

test('what was never answered cannot be taken back, nor what was settled otherwise', () => {
  const pause: PauseState = {
    status: 'pending',
    options: ['Approve', 'Reject'],
    allowTextResponse: false,
    timeoutDefault: null,
    expiresAt: new Date(deadline),
    risk: 'normal',
    require: 'link',
    undoSeconds: 10,
    held: null,
    unwantedBy: [],
  };
  const now = new Date(deadline - 1);
  expect(revoke(pause, 0, now)).toEqual({ refusal: 'not_settled' });
  expect(revoke(pause, 0, new Date(deadline))).toEqual({ refusal: 'deadline_passed' });
  expect(revoke({ ...pause, status: 'cancelled' }, 0, now)).toEqual({ refusal: 'pause_cancelled' });
  expect(revoke({ ...pause, status: 'responded' }, 0, now)).toEqual({
    refusal: 'respond_link_used',
  });
});
