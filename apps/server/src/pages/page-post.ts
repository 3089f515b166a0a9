// What a page posts, by script or by form, and how both are answered.
import type { Ctx } from '../services.ts';
import { wordsFor } from './words/words-for.ts';

export const JSON_TYPE = 'application/json';
export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** 303 for a form; the script is told where to go, for fetch would follow and lose the place. */
export function toOutcome(ctx: Ctx, byScript: boolean, url: string): void {
  if (byScript) return refuse(ctx, 200, { location: url });
  ctx.status = 303;
  ctx.set('Location', url);
  ctx.body = '';
}

/** In the language asked for, as the question's own address. */
export const below = (url: string, what: 'undo' | 'report' | 'code' | 'passkey'): string =>
  url.replace(/(?=\?|$)/, `/${what}`);

/** Some keyboards write Arabic or Persian digits, which end in the same four bits as ours. */
export const digitsOf = (typed: string): string =>
  typed
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/\D/g, '');

/** `say` is for the page's script to show. */
export const refuseUnknown = (ctx: Ctx): void =>
  refuse(ctx, 404, { code: 'respond_link_invalid', say: `${wordsFor(ctx).unknown.heading}.` });

export function refuse(ctx: Ctx, status: number, body: object): void {
  ctx.status = status;
  ctx.type = JSON_TYPE;
  ctx.body = JSON.stringify(body);
}
