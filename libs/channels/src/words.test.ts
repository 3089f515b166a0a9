// The sentences channels and pages share.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shorten } from './shorten.ts';
import { agentWords, conclusionWords, deadlineWords, factText, splitQuestion } from './words.ts';

test('a fact reads as a human would write it', () => {
  expect(factText({ label: 'n', value: 14000, kind: 'count' })).toBe('14,000');
  expect(factText({ label: 'n', value: 0.1, kind: 'money' })).toBe('0.1');
  expect(factText({ label: 'n', value: 2026 })).toBe('2026');
  expect(factText({ label: 'n', value: '8400', kind: 'money' })).toBe('8400');
  expect(factText({ label: 'n', value: true })).toBe('yes');
  expect(factText({ label: 'n', value: null })).toBe('none');
  expect(factText({ label: 'n', value: { a: [1] } })).toBe('{\n  "a": [\n    1\n  ]\n}');
});

test('the question is the first line with words', () => {
  expect(splitQuestion('\n\n Pay?\r\n\r\nBecause.\nReally.')).toEqual({
    question: 'Pay?',
    rest: 'Because.\nReally.',
  });
  expect(splitQuestion('Pay?')).toEqual({ question: 'Pay?', rest: '' });
});

test('who asks and until when, in words', () => {
  const expiresAt = new Date('2026-05-08T09:05:00Z');
  expect(agentWords({ agent: { name: 'a-1', on_behalf_of: 'Ada' } })).toBe('agent a-1, for Ada');
  expect(agentWords({ agent: null })).toBe('');
  expect(deadlineWords({ expiresAt, timeoutDefault: null })).toBe(
    'Answer by 8 May 2026, 09:05 UTC. After that: nobody decides.',
  );
});

test('what became of it, and a timeout never reads as an answer', () => {
  const at = new Date('2026-05-08T09:05:00Z');
  expect(conclusionWords({ status: 'responded', choice: 'Approve\u202E', at })).toEqual({
    heading: 'Answered: Approve[U+202E]',
    note: '8 May 2026, 09:05 UTC.',
  });
  expect(conclusionWords({ status: 'timed_out', choice: 'Reject', at })).toEqual({
    heading: 'Time is over: Reject',
    note: 'Nobody answered by 8 May 2026, 09:05 UTC. What was set for that case applies.',
  });
  expect(conclusionWords({ status: 'timed_out', choice: null, at })).toEqual({
    heading: 'Time is over',
    note: 'Nobody answered by 8 May 2026, 09:05 UTC. Nothing was decided.',
  });
  expect(conclusionWords({ status: 'cancelled', choice: null, at })).toEqual({
    heading: 'Withdrawn',
    note: 'Whoever asked took it back: 8 May 2026, 09:05 UTC.',
  });
});

test('shortening keeps to its length and never tears a character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.integer({ min: 1, max: 40 }),
      (text, length) => {
        const short = shorten(text, length);
        expect(short.length).toBeLessThanOrEqual(Math.max(length, 1));
        expect(short.isWellFormed()).toBe(true);
        if (text.length <= length) expect(short).toBe(text);
      },
    ),
  );
  expect(shorten('Purge all staging records now', 22)).toBe('Purge all staging…');
  expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 12)).toBe('👩‍👩‍👧‍👦…');
});
