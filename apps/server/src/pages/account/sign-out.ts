// POST /sign-out: ends the session this browser has, if it has one.
import { endSession, requireSameSite } from '../../middleware/session.ts';
import { back } from '../dashboard/form.ts';
import { atDoor } from './at-door.ts';

/** Without the form's token: being signed out by somebody who is on this very site does no harm. */
export const signOut = atDoor(async (ctx, services) => {
  requireSameSite(ctx, services.config);
  await endSession(ctx, services);
  back(ctx, '/sign-in', 'signed_out');
});
