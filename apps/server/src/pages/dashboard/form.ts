// The dashboard's forms: how one is written, read, and answered.
import { DomainError, type Fault, type Html, html } from '@pausepoint/core';
import { readText } from '../../middleware/body.ts';
import { csrfToken, requireCsrf } from '../../middleware/csrf.ts';
import { requireSameSite, sessionToken } from '../../middleware/session.ts';
import type { Ctx, Services } from '../../services.ts';
import { FORM_TYPE } from '../page-post.ts';
import { type DoneWord, leaveWord } from './done-words.ts';
import { link } from './mode.ts';

export interface FormOptions {
  readonly action: string;
  readonly body: Html;
  /** What it is, for those who hear the page, where no heading says it. */
  readonly label?: string;
  readonly className?: string;
}

/** Stays in the page's mode; whoever is signed in sends their session's token along. */
export const form = (ctx: Ctx, services: Services, options: FormOptions): Html =>
  write(ctx, services, options);

function write(ctx: Ctx, services: Services, options: FormOptions, attributes?: Html): Html {
  const { action, body, label, className } = options;
  const token = sessionToken(ctx, services.config);
  return html`<form
    method="post"
    action="${link(ctx, action)}"
    ${label !== undefined && html`aria-label="${label}"`}
    ${className !== undefined && html`class="${className}"`}
    ${attributes}
  >
    ${
      ctx.state.session &&
      token !== undefined &&
      html`<input type="hidden" name="csrf" value="${csrfToken(services, token)}" />`
    }
    ${body}
  </form>`;
}

/** Sent by the script alone, once the device has answered; `options` is what the device is asked. */
export function passkeyForm(
  ctx: Ctx,
  services: Services,
  given: FormOptions & {
    readonly deed: 'get' | 'create';
    readonly options: { readonly challenge: string };
  },
): Html {
  const { deed, options, body } = given;
  const attributes = html`data-passkey="${deed}" data-options="${JSON.stringify(options)}"`;
  return write(
    ctx,
    services,
    {
      ...given,
      body: html`<input type="hidden" name="response" />${body}
        <p role="status" class="told"></p>`,
    },
    attributes,
  );
}

/** Each name's last value. Throws `request_forged` when another site's page sent it. */
export async function readForm(
  ctx: Ctx,
  services: Services,
): Promise<Readonly<Record<string, string>>> {
  const lists = await readFormList(ctx, services);
  return withoutPrototype(Object.entries(lists).map(([name, values]) => [name, values.at(-1)!]));
}

/** The same with every value, for names that may come more than once. */
export async function readFormList(
  ctx: Ctx,
  services: Services,
): Promise<Readonly<Record<string, readonly string[]>>> {
  requireSameSite(ctx, services.config);
  const fields = new URLSearchParams(await readText(ctx, [FORM_TYPE]));
  if (ctx.state.session) requireCsrf(ctx, services, fields.get('csrf') ?? undefined);
  fields.delete('csrf');
  refuseFlaws(fields);
  const names = [...new Set(fields.keys())];
  // Browsers end a textarea's lines with CRLF, whatever was typed.
  const values = (name: string) => fields.getAll(name).map((text) => text.replace(/\r\n?/g, '\n'));
  return withoutPrototype(names.map((name) => [name, values(name)]));
}

/** 303 to a page of ours in the same mode; it says the word once. */
export function back(ctx: Ctx, path: string, done?: DoneWord): void {
  if (done !== undefined) leaveWord(ctx, done);
  ctx.status = 303;
  ctx.set('Location', link(ctx, path));
  ctx.body = '';
}

/** What no text of ours may hold, and no database either. */
function refuseFlaws(fields: URLSearchParams): void {
  const errors: Fault[] = [...fields]
    .filter(([name, value]) => `${name}${value}`.includes('\0'))
    .map(([name]) => ({ pointer: `/${name}`, detail: 'must not contain the character U+0000' }));
  if (errors.length > 0) throw new DomainError('invalid_request', undefined, { errors });
}

/** A field may be called anything: `__proto__` too. */
const withoutPrototype = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> =>
  Object.assign(Object.create(null) as Record<string, T>, Object.fromEntries(entries));
