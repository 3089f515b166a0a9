// The audit log of the story that every example tells: three events, sealed, and what proves them.
import { createKeyRing, readSigningKey, sha256, signCheckpoint } from '@pausepoint/core';
import {
  appendLeaves,
  auditLeaf,
  foldSubtrees,
  leafHash,
  nodeHash,
  noTree,
} from '@pausepoint/core/proof';
import { presentAuditList, presentLogged, type PresentableAuditEvent } from '../audit.ts';
import { exportLine } from '../audit-export.ts';
import { presentConsistency, presentInclusion } from '../audit-proof.ts';
import { presentKeySet } from '../receipt.ts';

const uuid = (tail: string): string => `01975b5e-7b1a-7c3e-9f42-6d2a4c1e8${tail}`;
const asked = new Date('2026-05-08T14:00:00.000Z');
const seen = new Date('2026-05-08T14:06:41.000Z');
const answered = new Date('2026-05-08T14:07:12.480Z');
const pauseId = uuid('b90');

const happened: readonly Omit<PresentableAuditEvent, 'sequence' | 'leafHash'>[] = [
  {
    ...{ id: uuid('f41'), type: 'pause.created', actor: 'developer', pauseId, createdAt: asked },
    detail: { channel: 'sms' },
  },
  {
    ...{ id: uuid('f42'), type: 'pause.viewed', actor: 'human', pauseId, createdAt: seen },
    detail: { recipient_index: 0 },
  },
  {
    ...{ id: uuid('f43'), type: 'pause.responded', actor: 'human', pauseId, createdAt: answered },
    detail: { choice: 'Approve', via: 'page', identified_by: 'link', recipient_index: 0 },
  },
];

const leaves = happened.map((event) => leafHash(sha256, auditLeaf(presentLogged(event))));
const events = happened.map((event, sequence) => ({
  ...event,
  sequence,
  leafHash: leaves[sequence]!,
}));
const [first, second, third] = leaves as [Uint8Array, Uint8Array, Uint8Array];
const { edge } = appendLeaves(sha256, noTree, leaves);

/** Of nobody's: it signs nothing but this example. */
const key = readSigningKey(createKeyRing('example'), Buffer.alloc(32, 1).toString('base64'));
const checkpoint = signCheckpoint(key, {
  origin: `pausepoint.example/audit/dev_${uuid('a01')}/live`,
  size: edge.size,
  root: foldSubtrees(sha256, edge.hashes),
});
const head = { size: edge.size, checkpoint };

export const auditExamples = {
  list: presentAuditList(events.toReversed(), null),
  export: events.map((event) => exportLine('ndjson', event)).join(''),
  checkpoint,
  inclusion: presentInclusion(events[2]!, head, [nodeHash(sha256, first, second)]),
  consistency: presentConsistency(2, head, [third]),
  receipt: { receipt: 'eyJhbGciOiJFZERTQSIsImtpZCI6…' },
  keys: presentKeySet([key]),
} as const;
