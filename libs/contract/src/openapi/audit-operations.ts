// The audit log, what proves it, and receipts, as the document tells them.
import { z } from 'zod';
import { auditListSchema } from '../audit.ts';
import { exportQuerySchema, exportTypes } from '../audit-export.ts';
import { proofQuerySchema, proofSchema } from '../audit-proof.ts';
import { auditQuerySchema } from '../queries.ts';
import { keySetSchema, receiptSchema } from '../receipt.ts';
import { auditExamples as examples } from './audit-examples.ts';
import type { Operation } from './operation.ts';

const shared = { tag: 'Audit', access: 'admin', method: 'get' } as const;

export const auditOperations: readonly Operation[] = [
  {
    ...shared,
    id: 'queryAudit',
    path: '/v1/audit',
    summary: 'Query the audit log',
    description:
      'Everything that happened, newest first: who, what, when. Append-only. Keys, tokens and secrets never appear; what is personal is in the log as a commitment `X_commitment`, beside which `X` and `X_salt` can be read until the personal data of the pause is erased.',
    query: auditQuerySchema,
    answers: { 200: { description: 'A page.', schema: auditListSchema, example: examples.list } },
  },
  {
    ...shared,
    id: 'exportAudit',
    path: '/v1/audit/export',
    summary: 'Export the audit log',
    description:
      "Streams the log as it stands now, oldest first: sealed events in their order, then what is not sealed yet. The export is itself an event, `audit.exported`. Without filters the NDJSON proves itself against a checkpoint: `npx pausepoint verify`. In CSV a cell that begins with `=`, `+`, `-`, `@`, tab or CR gets a leading `'`, so that no spreadsheet runs it.\n\nAn export that broke off ends without its last chunk: clients report that as an error.",
    query: exportQuerySchema,
    answers: {
      200: {
        description: 'One event a line.',
        schema: z.string(),
        types: [exportTypes.ndjson, 'text/csv'],
        example: examples.export,
      },
    },
  },
  {
    ...shared,
    id: 'getCheckpoint',
    path: '/v1/audit/checkpoint',
    summary: 'The signed head of the log',
    description:
      'Size and root of the log of the key’s mode, signed: a [C2SP checkpoint](https://c2sp.org/tlog-checkpoint) as text. Keep one where we cannot reach it. Whoever holds one can tell any later change to what was logged before it. `X-PausePoint-Checkpoint` on webhooks and settled polls is the same text in base64. 404 until something is sealed, as a rule within a second.',
    answers: {
      200: {
        description: 'The newest.',
        schema: z.string(),
        types: ['text/plain'],
        example: examples.checkpoint,
      },
    },
    problems: ['not_found'],
  },
  {
    ...shared,
    id: 'getProof',
    path: '/v1/audit/proof',
    summary: 'Prove an event, or that the log only grew',
    description:
      'Give one of the two. `event_id`: an inclusion proof, that the event is in the log; 503 with `Retry-After` while it is not sealed. `from_size`: a consistency proof, that the log of the newest checkpoint begins with all of the log you knew. Both are of RFC 6962, and lead to the `checkpoint` beside them.',
    query: proofQuerySchema,
    answers: {
      200: { description: 'The proof.', schema: proofSchema, example: examples.inclusion },
    },
    problems: ['not_found'],
  },
  {
    ...shared,
    access: 'agent',
    id: 'getReceipt',
    path: '/v1/pause/{id}/receipt',
    summary: 'A signed receipt for a decision',
    description:
      'What was shown (by its digest), what was decided, by whom as far as known, how, when, and the place of that in the audit log: one compact JWS (EdDSA) that anybody can check without asking us again. Also of a timeout, which it says was nobody’s decision. 503 with `Retry-After` until the decision is sealed.',
    answers: {
      200: { description: 'The receipt.', schema: receiptSchema, example: examples.receipt },
    },
    problems: ['not_settled', 'personal_data_erased'],
  },
  {
    ...shared,
    access: 'nobody',
    id: 'getKeySet',
    path: '/.well-known/jwks.json',
    summary: 'The keys receipts and checkpoints are signed with',
    description:
      'RFC 7517: every key that ever signed here, so that old receipts stay checkable. Pin the one you trust: a key that only this server vouches for proves no more than this server does.',
    answers: { 200: { description: 'The keys.', schema: keySetSchema, example: examples.keys } },
  },
];
