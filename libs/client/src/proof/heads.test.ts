// Every signed head that is given counts: it is met in the file, linked to it by a proof, or named as open.
import { auditLeaf, leafHash } from '@pausepoint/core/proof';
import { expect, test } from 'vitest';
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

/** As a superuser would, who knows how a leaf is made. */
const resealed = (event: ExportedEvent): ExportedEvent => ({
  ...event,
  leaf_hash: toBase64(leafHash(sha256, auditLeaf(event))),
});

const verify = (events: readonly unknown[], evidence: AuditEvidence = {}) =>
  audit.verify(lineUp(events), { checkpoints: log.note(23), keys, ...evidence });

test('a checkpoint of what is archived is held against the log, and never passed over', async () => {
  const left = log.events.slice(12);
  const other = sealedLog(firstEvents(23).with(2, anEvent(40)), key);
  const place = log.inclusion(12);
  expect((await verify(left)).fault?.says).toMatch(/event_id=evt_12 says with --proof.*--filtered/);
  for (const early of [log.note(7), other.note(7)]) {
    const verdict = await verify(left, { checkpoints: [early, log.note(23)], proofs: place });
    expect(verdict).toMatchObject({ outcome: 'unproven', fault: null });
    expect(verdict.open.join()).toContain('from_size=7');
  }
  const grown = { checkpoints: [log.note(7), log.note(23)], proofs: [place, log.consistency(7)] };
  const proven = await verify(left, grown);
  expect(proven).toMatchObject({ outcome: 'proven', proven: 11 });
  expect(proven.notes.join()).toContain('begins with #12');
  for (const [size, proofs] of [
    [7, [place, log.consistency(7)]],
    [12, [place]],
  ] as const) {
    const checkpoints = [other.note(size), log.note(23)];
    expect(await verify(left, { checkpoints, proofs })).toMatchObject({ outcome: 'tampered' });
  }
});

test('the first event’s proof may be younger than the export, as it is where the log goes on', async () => {
  const left = log.events.slice(12, 20);
  const proofs = log.inclusion(12);
  const verdict = await verify(left, { checkpoints: log.note(20), proofs });
  expect(verdict).toMatchObject({ outcome: 'proven', proven: 8 });
  const changed = left.with(3, resealed({ ...left[3]!, actor: 'nobody' }));
  expect(await verify(changed, { checkpoints: log.note(20), proofs })).toMatchObject({
    outcome: 'tampered',
  });
  expect((await verify(left, { checkpoints: [], proofs })).outcome).not.toBe('proven');
});

test('of several later checkpoints each must have grown from the export itself', async () => {
  const early = log.events.slice(0, 17);
  const other = sealedLog(firstEvents(21).with(2, anEvent(40)), key).note(21);
  const checkpoints = [log.note(3), log.note(23)];
  const proofs = [log.consistency(17)];
  expect(await verify(early, { checkpoints, proofs })).toMatchObject({ outcome: 'proven' });
  const forked = await verify(early, { checkpoints: [other, ...checkpoints], proofs });
  expect(forked.outcome).toBe('tampered');
  const untrue = early.with(9, resealed({ ...early[9]!, actor: 'system' }));
  for (const file of [early, untrue]) {
    const fromBefore = await verify(file, { checkpoints, proofs: log.consistency(3) });
    expect(fromBefore.outcome).toBe('tampered');
  }
});

test('a checkpoint beside a filtered export counts once the proofs lead to it', async () => {
  const some = [2, 5].map((index) => log.events[index]!);
  const evidence = { filtered: true, proofs: [log.inclusion(2, 20), log.inclusion(5)] };
  const apart = await verify(some, { ...evidence, checkpoints: log.note(9) });
  expect(apart).toMatchObject({ outcome: 'unproven', proven: 2 });
  expect(apart.open.join()).toMatch(/from_size=9.*from_size=20/);
  const proofs = [...evidence.proofs, log.consistency(9), log.consistency(20)];
  expect(await verify(some, { ...evidence, proofs, checkpoints: log.note(9) })).toMatchObject({
    outcome: 'proven',
  });
  const other = sealedLog(firstEvents(9).with(2, anEvent(40)), key).note(9);
  expect(await verify(some, { ...evidence, proofs, checkpoints: other })).toMatchObject({
    outcome: 'tampered',
  });
});

test('of an empty file nothing is proven, whatever is added to it', async () => {
  for (const proofs of [[], [log.consistency(0)]]) {
    const { outcome, fault } = await verify([], { proofs });
    expect([outcome, fault?.says]).toEqual(['tampered', expect.stringContaining('export once')]);
  }
});

test('notes and headers kept in one file all count, and what is neither is a mistake', async () => {
  const other = sealedLog(firstEvents(9).with(2, anEvent(40)), key).note(9);
  const header = (note: string) => Buffer.from(note).toString('base64');
  const kept = (note: string) => `${header(log.note(5))}\n${log.note(23)}\n${header(note)}\n`;
  expect(await verify(log.events, { checkpoints: kept(log.note(9)) })).toMatchObject({
    outcome: 'proven',
  });
  expect(await verify(log.events, { checkpoints: kept(other) })).toMatchObject({
    outcome: 'tampered',
  });
  for (const damaged of [other.replace(/\n\n/, '\n'), 'curl: (22) 401\n']) {
    await expect(
      verify(log.events, { checkpoints: `${log.note(23)}\n${damaged}` }),
    ).rejects.toThrow(ProofInputError);
  }
});
