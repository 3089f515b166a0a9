// Who must be proven before an answer counts: every way in, against everything a pause may ask for.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  requirements,
  risks,
  type Answer,
  type IdentifiedBy,
  type PauseState,
  type Via,
} from './pause-state.ts';
import { respond } from './pause.ts';

const deadline = new Date('2026-05-08T18:00:00Z');
const before = new Date(deadline.getTime() - 1);
const pause: PauseState = {
  status: 'pending',
  options: ['Approve', 'Reject'],
  allowTextResponse: false,
  timeoutDefault: null,
  expiresAt: deadline,
  risk: 'normal',
  require: 'link',
  undoSeconds: 0,
  held: null,
  unwantedBy: [],
};
const vias: readonly Via[] = ['page', 'api', 'slack', 'telegram', 'sms', 'dashboard'];
const proofs: readonly IdentifiedBy[] = [
  'link',
  'caller_link',
  'code',
  'passkey',
  'signed_in',
  'phone_number',
  'slack_user',
  'telegram_user',
];
const answer: fc.Arbitrary<Answer> = fc.record({
  choice: fc.constantFrom('Approve', 'Reject'),
  text: fc.constant(null),
  via: fc.constantFrom(...vias),
  identifiedBy: fc.constantFrom(...proofs),
  recipientIndex: fc.constantFrom(null, 0),
});
const asked = fc
  .record({
    risk: fc.constantFrom(...risks),
    require: fc.constantFrom(...requirements),
    undoSeconds: fc.constantFrom(0, 10),
  })
  .map((required): PauseState => ({ ...pause, ...required }));

test('a proof that is asked for takes that very one, on the page or by whoever is signed in', () => {
  fc.assert(
    fc.property(asked, answer, (pause, given) => {
      const verdict = respond(pause, given, before);
      const onPage = given.via === 'page' || given.via === 'dashboard';
      const counts =
        pause.require === 'link'
          ? pause.risk === 'normal' || onPage
          : onPage && given.identifiedBy === pause.require;
      if (!counts) expect(verdict).toEqual({ refusal: 'page_required' });
      else expect(verdict).toHaveProperty(pause.undoSeconds === 0 ? 'settlement' : 'held');
    }),
  );
});

test('who comes too late hears of the end, not of the proof', () => {
  fc.assert(
    fc.property(asked, answer, (pause, given) => {
      expect(respond(pause, given, deadline)).toEqual({ refusal: 'deadline_passed' });
    }),
  );
});

test('the evidence goes with the answer', () => {
  const [given] = fc.sample(answer, 1);
  const proven = {
    ...given!,
    via: 'page',
    identifiedBy: 'passkey',
    evidence: { id: 'k' },
  } as const;
  expect(respond({ ...pause, require: 'passkey' }, proven, before)).toMatchObject({
    settlement: { answer: { evidence: { id: 'k' } } },
  });
});
