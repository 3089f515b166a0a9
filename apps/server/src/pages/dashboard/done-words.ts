// What a page says once after a form was sent, by a word of a closed list: nobody else can make it speak.
import type { Ctx } from '../../services.ts';

export const doneWords = {
  saved: 'Saved.',
  signed_out: 'You are signed out.',
  confirmation_sent: 'The link is on its way. It works for a day.',
  address_confirmed: 'Your address is confirmed.',
  password_changed: 'Your password is changed. Every other session was ended.',
  password_reset: 'Your password is set. Sign in with it.',
  joined: 'You have joined the team.',
  session_ended: 'That session is ended.',
  sessions_ended: 'Every other session is ended.',
  passkey_added: 'The passkey is added. You can sign in with it from now on.',
  passkey_removed: 'The passkey is removed.',
  key_revoked: 'The key is revoked. It is refused everywhere within a second.',
  approver_added: 'Added. From now on they are asked.',
  approver_removed: 'Removed. They are asked no more.',
  approver_allowed: 'Your messages may reach them again.',
  passkeys_removed: 'Their passkeys are removed.',
  member_invited: 'The invitation is on its way.',
  invitation_revoked: 'The invitation is withdrawn.',
  member_removed: 'That person is no longer a member. Their sessions are ended.',
  role_changed: 'The role is changed.',
  pause_cancelled: 'The pause is cancelled.',
  pause_was_settled: 'It was settled before you cancelled it. This is what came of it.',
  pause_erased: 'Its personal data is erased.',
  webhook_enabled: 'The webhook is switched on.',
  webhook_disabled: 'The webhook is switched off. Nothing more is sent to it.',
  webhook_deleted: 'The webhook is deleted.',
  sent_again: 'It is being sent again.',
  no_such_time: 'Write the time as 2026-11-22T09:00. Nothing was sent.',
  nothing_to_send: 'Nothing was given up since then.',
} as const;

export type DoneWord = keyof typeof doneWords;

/** No secret, and no more than a word of ours: it needs no protection of its own. */
const COOKIE = 'pausepoint_done';

/** For the next page, if that comes within a minute. */
export const leaveWord = (ctx: Ctx, word: DoneWord): void => writeCookie(ctx, word, 60);

/** What the form before left to say; gone by being read. */
export function takeWord(ctx: Ctx): string | undefined {
  const word = ctx.cookies.get(COOKIE);
  if (word === undefined || word === '') return undefined;
  writeCookie(ctx, '', 0);
  return Object.hasOwn(doneWords, word) ? doneWords[word as DoneWord] : undefined;
}

const writeCookie = (ctx: Ctx, value: string, seconds: number): void =>
  ctx.append(
    'Set-Cookie',
    `${COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax`,
  );
