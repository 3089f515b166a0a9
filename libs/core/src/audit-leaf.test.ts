// What a leaf covers, and what may be erased without touching it.
import { expect, test } from 'vitest';
import { auditLeaf, commitmentTo, falseOpenings } from './audit-leaf.ts';
import { sha256 } from './sha256.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const recipient_commitment = commitmentTo(sha256, 'salt-1', '+1•••••1928');
const opened = { recipient: '+1•••••1928', recipient_salt: 'salt-1', recipient_commitment };
const event = {
  event_id: 'evt_1',
  event_type: 'pause.created',
  actor: 'developer',
  pause_id: 'psr_1',
  created_at: '2026-11-22T04:00:00.000Z',
  detail: { options: 2, recipients: [{ index: 0, ...opened }] },
};

test('a leaf is the canonical JSON of the event, whatever the order of its members', () => {
  const { detail, ...rest } = event;
  expect(auditLeaf({ detail, ...rest })).toEqual(auditLeaf(event));
  expect(text(auditLeaf(event))).toBe(
    '{"actor":"developer","created_at":"2026-11-22T04:00:00.000Z","detail":{"options":2,' +
      `"recipients":[{"index":0,"recipient_commitment":"${recipient_commitment}"}]},` +
      '"event_id":"evt_1","event_type":"pause.created","pause_id":"psr_1","v":1}',
  );
});

test('erasing what was opened leaves the leaf as it was', () => {
  const erased = { options: 2, recipients: [{ index: 0, recipient_commitment }] };
  expect(auditLeaf({ ...event, detail: erased })).toEqual(auditLeaf(event));
  expect(falseOpenings(sha256, erased)).toEqual([]);
});

test('what was opened must fit its commitment', () => {
  expect(falseOpenings(sha256, event.detail)).toEqual([]);
  const altered = [{ ...opened, recipient: '+1•••••1929' }];
  expect(falseOpenings(sha256, { recipients: altered })).toEqual(['/recipients/0/recipient']);
  const { recipient_salt: _, ...unsalted } = opened;
  expect(falseOpenings(sha256, unsalted)).toEqual(['/recipient']);
  const { recipient: _value, ...saltOnly } = { ...opened, recipient_salt: 'anything at all' };
  expect(falseOpenings(sha256, saltOnly)).toEqual(['/recipient_salt']);
});

test('a commitment says nothing without its salt', () => {
  expect(commitmentTo(sha256, 'salt-2', '+1•••••1928')).not.toBe(recipient_commitment);
  expect(recipient_commitment).toMatch(/^sha256:[0-9a-f]{64}$/);
});
