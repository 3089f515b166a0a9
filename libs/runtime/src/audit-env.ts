// What may be set of the audit log: what signs it, and how long its events stay in it.
import { z } from 'zod';
import { flag, wholeNumber } from './env-types.ts';

/** For every process that signs. */
export const auditEnv = {
  AUDIT_SIGNING_KEY: z
    .string()
    .optional()
    .meta({
      description:
        'Ed25519, in PEM or as the base64 of its 32-byte seed: signs audit checkpoints and ' +
        'receipts. Absent: derived from SECRET_KEY. The same on every process.',
      example: 'the output of: openssl genpkey -algorithm ed25519',
    }),
};

/** For whoever archives: the worker. */
export const retentionEnv = {
  AUDIT_RETENTION_DAYS: wholeNumber(183)
    .default(400)
    .meta({
      description:
        'How long an event stays in the audit log before its month is moved to the schema archive of ' +
        'the database; 183 at least. Nothing is ever deleted.',
    }),
  AUDIT_LEGAL_HOLD: flag().default(false).meta({
    description:
      'on: no month of the audit log is archived. `npm run audit -- hold <developer>` holds one log.',
  }),
};
