// The digest changes with anything the human was shown, and with nothing else.
import { expect, test } from 'vitest';
import { contentDigest, newDigestSalt, type Content } from './digest.ts';

const salt = 'c2FsdHNhbHRzYWx0c2FsdA';
const content: Content = {
  developerName: 'Acme',
  agent: { name: 'payer', run_id: 'run_1' },
  message: 'Wire $8,400 to Meridian?',
  context: [
    { label: 'Amount', value: 8400, kind: 'money' },
    { label: 'To', value: 'Meridian Supplies' },
  ],
  options: ['Approve', 'Reject'],
  allowTextResponse: false,
  timeoutDefault: 'Reject',
  expiresAt: new Date('2026-05-08T18:00:00.000Z'),
};

test('the same content has the same digest from release to release', () => {
  expect(contentDigest(content, salt)).toBe(
    'sha256:3192dec7945c6898aa2406eabe77f2401101ee73a5c85af97cb0fe10b112c7f8',
  );
});

test('anyone can compute it from the published fields with another RFC 8785 library', async () => {
  const { createHash } = await import('node:crypto');
  const text =
    '{"agent":{"name":"payer","run_id":"run_1"},"allow_text_response":false,"context":' +
    '[{"kind":"money","label":"Amount","value":8400},{"label":"To","value":"Meridian Supplies"}],' +
    '"developer_name":"Acme","expires_at":"2026-05-08T18:00:00.000Z",' +
    '"message":"Wire $8,400 to Meridian?","options":["Approve","Reject"],' +
    `"salt":"${salt}","timeout_default":"Reject","v":1}`;
  const expected = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  expect(contentDigest(content, salt)).toBe(expected);
});

test.each<[string, Partial<Content>]>([
  ['the name shown', { developerName: 'Acme ' }],
  ['the agent', { agent: null }],
  ['the question', { message: 'Wire $8,400 to Meridian!' }],
  ['the order of facts', { context: [...content.context!].reverse() }],
  ['one fact', { context: [{ label: 'Amount', value: '8400', kind: 'money' }] }],
  ['the order of options', { options: ['Reject', 'Approve'] }],
  ['whether words may be added', { allowTextResponse: true }],
  ['what happens without an answer', { timeoutDefault: null }],
  ['the deadline, by a millisecond', { expiresAt: new Date('2026-05-08T18:00:00.001Z') }],
])('it changes with %s', (_, change) => {
  expect(contentDigest({ ...content, ...change }, salt)).not.toBe(contentDigest(content, salt));
});

test('it changes with the salt, and every salt is new', () => {
  expect(contentDigest(content, newDigestSalt())).not.toBe(contentDigest(content, salt));
  expect(new Set(Array.from({ length: 1_000 }, newDigestSalt)).size).toBe(1_000);
});
