// The proof that a form was given out by us to this very session.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@pausepoint/core';
import type { Ctx, Services } from '../services.ts';
import { sessionToken } from './session.ts';

/** Goes into every form of a session's; a new session, even of the same person, has another. */
export const csrfToken = ({ store }: Pick<Services, 'store'>, token: string): string =>
  createHmac('sha256', store.ring.key('csrf')!).update(token).digest('base64url');

/** Throws `request_forged` unless the form brings back what it was given. */
export function requireCsrf(ctx: Ctx, services: Services, given: string | undefined): void {
  const token = sessionToken(ctx, services.config);
  if (token !== undefined && given !== undefined) {
    const [wanted, brought] = [Buffer.from(csrfToken(services, token)), Buffer.from(given)];
    if (wanted.length === brought.length && timingSafeEqual(wanted, brought)) return;
  }
  throw new DomainError('request_forged');
}
