// An export is what was sealed, or the first event that is not is named; and what nobody can tell is said.
import { auditLeaf, leafHash } from '@pausepoint/core/proof';
import { describe, expect, test } from 'vitest';
import { aKey, anEvent, firstEvents, jwks, lineUp, sealedLog } from '../testing/sealed-log.ts';
import { audit } from './audit.ts';
import type { AuditEvidence } from './audit-evidence.ts';
import { toBase64 } from './base64.ts';
import type { ExportedEvent } from './read-event.ts';
import { sha256 } from './sha256.ts';
import { ProofInputError } from './verdict.ts';

const key = aKey();
const keys = jwks(key);
const log = sealedLog(firstEvents(23), key);
const every = Array.from({ length: 23 }, (_, index) => log.note(index + 1));
const unsealed = (index: number) => ({ ...anEvent(index), sequence: null, leaf_hash: null });

/** As a superuser would, who knows how a leaf is made. */
const resealed = (event: ExportedEvent, sequence = event.sequence): ExportedEvent => ({
  ...event,
  sequence,
  leaf_hash: toBase64(leafHash(sha256, auditLeaf(event))),
});

const verify = (events: readonly unknown[], evidence: AuditEvidence = {}) =>
  audit.verify(lineUp(events), { checkpoints: log.note(23), keys, ...evidence });

const change = (at: number, to: (event: ExportedEvent) => unknown) =>
  log.events.map((event, index) => (index === at ? to(event) : event));

describe('a whole export', () => {
  test('is proven by one checkpoint, and by every earlier one', async () => {
    expect(await verify(log.events)).toEqual({
      ...{ outcome: 'proven', fault: null, origin: 'pause.example/audit/dev_1/live' },
      ...{ events: 23, proven: 23, open: [], notes: [] },
    });
    const checkpoints = every.map((note) => Buffer.from(note).toString('base64')).join('\n');
    expect(await verify(log.events, { checkpoints })).toMatchObject({ outcome: 'proven' });
    const kept = every.join('\n').replaceAll('\n', '\r\n');
    expect(await verify(log.events, { checkpoints: kept })).toMatchObject({ outcome: 'proven' });
  });

  test.each([1, 2, 3, 4, 7, 8, 9, 16])('of %i events is proven', async (size) => {
    const verdict = await verify(log.events.slice(0, size), { checkpoints: log.note(size) });
    expect(verdict).toMatchObject({ outcome: 'proven', proven: size });
  });

  test('that shows other words than were committed to is found, and which', async () => {
    const [opened] = log.events[4]!.detail['recipients'] as [object];
    for (const words of [{ recipient: '+1•••••9999' }, { recipient_salt: 'another' }]) {
      const detail = { ...log.events[4]!.detail, recipients: [{ ...opened, ...words }] };
      const { fault } = await verify(change(4, (event) => ({ ...event, detail })));
      expect(fault).toMatchObject({ kind: 'altered', sequence: 4 });
      expect(fault!.says).toContain('a detail/recipients/0/recipient that is not');
    }
  });

  test('comes in chunks that part lines and letters', async () => {
    const bytes = new TextEncoder().encode(lineUp(log.events));
    async function* chunks() {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    }
    const evidence = { checkpoints: log.note(23), keys };
    expect(await audit.verify(chunks(), evidence)).toMatchObject({ outcome: 'proven' });
  });

  test.each<[string, number, readonly unknown[]]>([
    ['altered', 5, change(5, (event) => ({ ...event, actor: 'system' }))],
    ['altered', 0, change(0, (event) => ({ ...event, created_at: '2020-01-01T00:00:00.000Z' }))],
    ['altered', 22, change(22, (event) => ({ ...event, detail: { ...event.detail, options: 3 } }))],
    ['altered', 4, change(4, (event) => ({ ...event, leaf_hash: log.events[5]!.leaf_hash }))],
    ['missing', 5, log.events.toSpliced(5, 1)],
    ['missing', 0, log.events.slice(1)],
    ['missing', 22, log.events.slice(0, 22)],
    ['missing', 3, log.events.toSpliced(3, 4)],
    ['inserted', 7, log.events.toSpliced(8, 0, resealed({ ...log.events[7]!, event_id: 'evt_x' }))],
    ['inserted', 7, log.events.toSpliced(7, 0, unsealed(30) as ExportedEvent)],
    ['reordered', 6, log.events.with(6, log.events[9]!).with(9, log.events[6]!)],
    ['reordered', 0, log.events.toReversed()],
  ])('that is %s at #%i is found, and the event named', async (kind, sequence, events) => {
    const { outcome, fault } = await verify(events);
    expect(outcome).toBe('tampered');
    expect(fault).toMatchObject({ kind, sequence });
    expect(fault!.says).toContain(`#${sequence}`);
  });

  test('whose hashes were rewritten is found by the root, and named by the nearest checkpoints', async () => {
    const events = change(11, (event) => resealed({ ...event, actor: 'system' }));
    expect((await verify(events)).fault).toMatchObject({
      kind: 'rewritten',
      sequence: 0,
      last: 22,
    });
    const two = await verify(events, { checkpoints: [log.note(23), log.note(9), log.note(14)] });
    expect(two.fault).toMatchObject({ sequence: 9, last: 13, eventId: 'evt_9' });
    const all = await verify(events, { checkpoints: every });
    expect(all.fault).toMatchObject({ sequence: 11, last: 11, eventId: 'evt_11' });
  });

  test('that lost, won or swapped events and was numbered anew is found', async () => {
    const numbered = (events: readonly ExportedEvent[]) => events.map((one, i) => resealed(one, i));
    const fault = async (events: readonly ExportedEvent[]) =>
      (await verify(numbered(events), { checkpoints: every })).fault;
    const won = resealed({ ...log.events[3]!, event_id: 'evt_x' });
    expect(await fault(log.events.toSpliced(12, 1))).toMatchObject({ sequence: 12 });
    expect(await fault(log.events.toSpliced(12, 0, won))).toMatchObject({ sequence: 12 });
    const [six, seven] = [log.events[6]!, log.events[7]!];
    expect(await fault(log.events.with(6, seven).with(7, six))).toMatchObject({ sequence: 6 });
    expect(await fault(log.events.slice(0, 20))).toMatchObject({ kind: 'missing', sequence: 20 });
  });

  test('rebuilt as a whole under a new key does not fit what was witnessed', async () => {
    const mine = aKey('the key of whoever rebuilt it');
    const rebuilt = sealedLog(firstEvents(23).with(13, { ...anEvent(13), detail: {} }), mine);
    const witnessed = await verify(rebuilt.events, { checkpoints: every });
    expect(witnessed.fault).toMatchObject({ sequence: 13, eventId: 'evt_13' });
    const own = await verify(rebuilt.events, { checkpoints: rebuilt.note(23) });
    expect(own).toMatchObject({ outcome: 'unproven', proven: 0 });
    expect(own.open.join()).toContain('not among yours');
    const both = await verify(rebuilt.events, { checkpoints: [rebuilt.note(23), log.note(14)] });
    expect(both).toMatchObject({ outcome: 'tampered' });
  });
});

describe('what was given for a proof', () => {
  test('a checkpoint older than the export proves what it covers, and says what not', async () => {
    const verdict = await verify(log.events, { checkpoints: log.note(20) });
    expect(verdict).toMatchObject({ outcome: 'unproven', proven: 20, fault: null });
    expect(verdict.open.join()).toContain('3 events behind it are not proven');
    const allowed = await verify(log.events, { checkpoints: log.note(20), allowTail: true });
    expect(allowed).toMatchObject({ outcome: 'proven', proven: 20, open: [] });
    expect(allowed.notes.join()).toContain('3 events');
  });

  test('a tail that is not sealed yet is not proven', async () => {
    const verdict = await verify([...log.events, unsealed(23), unsealed(24)]);
    expect(verdict).toMatchObject({ outcome: 'unproven', proven: 23, events: 25 });
    expect(verdict.open.join()).toContain('2 of them not sealed yet');
  });

  test('a checkpoint newer than the export needs the proof that the log grew from it', async () => {
    const early = log.events.slice(0, 17);
    expect((await verify(early)).fault).toMatchObject({ kind: 'missing', sequence: 17, last: 22 });
    const proofs = log.consistency(17);
    const grown = await verify(early, { proofs });
    expect(grown).toMatchObject({ outcome: 'proven', proven: 17 });
    const untrue = early.with(3, resealed({ ...early[3]!, actor: 'system' }));
    expect((await verify(untrue, { proofs })).fault).toMatchObject({ kind: 'false_proof' });
  });

  test.each([1, 2, 3, 5, 6, 8, 12, 16, 19, 22])(
    'a log whose first %i events are archived is proven from there on',
    async (from) => {
      const left = log.events.slice(from);
      expect((await verify(left)).fault).toMatchObject({ kind: 'missing', sequence: 0 });
      const proven = await verify(left, { proofs: log.inclusion(from) });
      expect(proven).toMatchObject({ outcome: 'proven', proven: 23 - from });
      const last = left.length - 1;
      const changed = left.with(last, resealed({ ...left[last]!, actor: 'nobody' }));
      const verdict = await verify(changed, { proofs: log.inclusion(from) });
      expect(verdict).toMatchObject({ outcome: 'tampered' });
    },
  );

  test('of a filtered export each event is proven for itself, and omissions are not', async () => {
    const some = [2, 5, 11].map((index) => log.events[index]!);
    const evidence = { filtered: true, proofs: [2, 5, 11].map((index) => log.inclusion(index)) };
    const proven = await verify(some, evidence);
    expect(proven).toMatchObject({ outcome: 'proven', proven: 3 });
    expect(proven.notes.join()).toContain('left out');
    expect(await verify(some, { filtered: true })).toMatchObject({
      outcome: 'unproven',
      proven: 0,
    });
    const changed = some.with(1, resealed({ ...some[1]!, actor: 'system' }));
    const found = await verify(changed, evidence);
    expect(found.fault).toMatchObject({ kind: 'false_proof', sequence: 5, eventId: 'evt_5' });
    const swapped = await verify([some[1], some[0]], evidence);
    expect(swapped.fault).toMatchObject({ kind: 'reordered', sequence: 2 });
  });

  test('after a rotation both keys count, and one alone for what it signed', async () => {
    const next = aKey('the next key, for the time after');
    const later = sealedLog(firstEvents(23), next);
    const checkpoints = [log.note(9), later.note(23)];
    expect(await verify(log.events, { checkpoints, keys: jwks(key, next) })).toMatchObject({
      outcome: 'proven',
    });
    const old = await verify(log.events, { checkpoints });
    expect(old).toMatchObject({ outcome: 'unproven', proven: 9 });
    const base64 = Buffer.from(next.publicKey).toString('base64');
    const one = await verify(log.events, { checkpoints: later.note(23), keys: base64 });
    expect(one).toMatchObject({ outcome: 'proven' });
  });

  test('without a key or a checkpoint nothing is proven, and what is wrong is found', async () => {
    const keyless = await verify(log.events, { keys: undefined });
    expect(keyless).toMatchObject({ outcome: 'unproven', proven: 0 });
    const alone = await verify(log.events, { checkpoints: undefined });
    expect(alone).toMatchObject({ outcome: 'unproven', proven: 0, origin: null });
    const changed = change(5, (event) => resealed({ ...event, actor: 'system' }));
    expect(await verify(changed, { keys: undefined })).toMatchObject({ outcome: 'tampered' });
  });

  test('a checkpoint that was forged, or that contradicts another, is found', async () => {
    const forged = log.note(23).replace(/\n23\n/, '\n22\n');
    expect((await verify(log.events, { checkpoints: forged })).fault).toMatchObject({
      kind: 'false_checkpoint',
    });
    const other = sealedLog(firstEvents(23).with(2, anEvent(40)), key).note(23);
    const two = await verify(log.events, { checkpoints: [other, log.note(23)] });
    expect(two.fault).toMatchObject({ kind: 'false_checkpoint' });
  });

  test('what is no checkpoint, key, proof or text is a mistake and no finding', async () => {
    for (const wrong of [
      { checkpoints: 'no checkpoint' },
      { checkpoints: '' },
      { keys: 'no key' },
      { keys: '{"keys":[]}' },
      { proofs: '{}' },
      { checkpoints: [log.note(1), log.note(1).replaceAll('dev_1', 'dev_2')] },
    ]) {
      await expect(verify(log.events, wrong)).rejects.toThrow(ProofInputError);
    }
  });
});
