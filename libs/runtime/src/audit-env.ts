// The variable that every process needs which signs for the audit log.
import { z } from 'zod';

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
