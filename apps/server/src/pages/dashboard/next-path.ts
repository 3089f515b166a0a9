// Where somebody wanted to go before they had to sign in: a page of ours, whatever was asked for.
import type { Ctx } from '../../services.ts';

/** The path and query, or undefined for anything a browser might read as another site's. */
export function ownPath(given: unknown): string | undefined {
  if (typeof given !== 'string' || !given.startsWith('/') || given.length > 2_000) return undefined;
  if (!URL.canParse(given, 'http://here')) return undefined;
  // As browsers read it: without tabs, with `\` for `/`, and with dots resolved.
  const { origin, pathname, search } = new URL(given, 'http://here');
  return origin === 'http://here' && !pathname.startsWith('//') ? pathname + search : undefined;
}

/** A form cannot be sent again by a link: who was signed out meanwhile comes to its section. */
export function signInFirst(ctx: Ctx): string {
  const next = ownPath(ctx.method === 'GET' ? ctx.url : sectionOf(ctx));
  return next === undefined ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}

/** `/keys` of `/keys/key_…/revoke`. */
export const sectionOf = (ctx: Ctx): string => `/${ctx.path.split('/')[1] ?? ''}`;
