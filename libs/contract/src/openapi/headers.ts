// The response headers that mean something.
import { z } from 'zod';
import type { HeaderName } from './operation.ts';

const header = (description: string, example?: string) =>
  z.string().meta({ description, ...(example !== undefined && { example }) });

export const headers = {
  'X-Request-Id': header('Name it when you ask about this request; also in every problem.'),
  'Idempotent-Replayed': header(
    '`true`: an earlier request with this key opened the pause.',
    'true',
  ),
  ETag: header('Changes whenever the answer does; give it as `If-None-Match`.'),
  'Retry-After': header('Seconds to wait before the next try.', '1'),
  'Set-Cookie': header('The session cookie.'),
  Location: header(
    'Where the pause is read.',
    '/v1/pause/psr_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8b90',
  ),
  'X-PausePoint-Checkpoint': header(
    'The signed head of your audit log, at most a second old, in base64. Keep the newest one you saw: no log that says otherwise can be shown to you later. Absent before the first seal, while a pause is pending, and now and then.',
  ).optional(),
  'WWW-Authenticate': header('How to authenticate.', 'Bearer realm="pausepoint"'),
} satisfies Record<HeaderName | 'X-Request-Id', z.ZodType>;

export const referTo = (names: readonly (HeaderName | 'X-Request-Id')[]) =>
  Object.fromEntries(
    names.map((name) => [name, { $ref: `#/components/headers/${name}` as const }]),
  );
