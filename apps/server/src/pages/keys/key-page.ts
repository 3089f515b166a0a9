// GET /keys/:id: one key, and what may be done with it.
import { readId } from '@pausepoint/contract';
import { DomainError, formatId, type Html, html } from '@pausepoint/core';
import { type ApiKeyRecord, listKeys } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { form } from '../dashboard/form.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { may } from '../dashboard/may.ts';
import { link } from '../dashboard/mode.ts';
import { facts, field, statusWord, timeOf, when } from '../dashboard/parts.ts';
import { nameOf, roleWords, shown } from './keys-page.ts';
import { policyWords } from './policy-words.ts';

export async function keyPage(ctx: Ctx, services: Services): Promise<void> {
  const key = await askedKey(ctx, services);
  const { now } = ctx.state;
  const path = `/keys/${formatId('key', key.id)}`;
  await sendDashboard(ctx, services, {
    title: nameOf(key),
    section: 'keys',
    body: html`${facts([
      ['Key', html`<code>${shown(key)}</code>`],
      ['Mode', statusWord(key.mode)],
      ['Role', roleWords(key)],
      ['Limits', key.policy?.recipients ? allOf(key) : policyWords(key.policy)],
      ['Made', timeOf(key.createdAt)],
      ['Last used', key.lastUsedAt === null ? 'Never' : when(key.lastUsedAt, now)],
      ...(key.expiresAt === null ? [] : [['Ends', timeOf(key.expiresAt)] as const]),
    ])}
    ${may(ctx, 'build') && deeds(ctx, services, key, path)}`,
  });
}

const allOf = ({ policy }: ApiKeyRecord): Html =>
  html`${policyWords(policy)}
    <ul class="plain">
      ${policy!.recipients!.map((recipient) => html`<li>${recipient}</li>`)}
    </ul>`;

const deeds = (ctx: Ctx, services: Services, { expiresAt }: ApiKeyRecord, path: string): Html =>
  html`${
      expiresAt === null &&
      html`<section>
        <h2>Rotate</h2>
        <p class="quiet">
          Makes a new key with the same rights. The old one works on for a while, so that nothing
          stops while you replace it.
        </p>
        ${form(ctx, services, {
          action: `${path}/rotate`,
          className: 'line',
          body: html`${field({
              name: 'overlap_hours',
              label: 'The old key works on for',
              type: 'select',
              value: '24',
              choices: overlaps,
            })} <button>Rotate the key</button>`,
        })}
      </section>`
    }
    <section>
      <h2>Revoke</h2>
      <p class="quiet">Refused everywhere within a second. This cannot be taken back.</p>
      <p><a class="button" href="${link(ctx, `${path}/revoke`)}">Revoke this key…</a></p>
    </section>`;

const overlaps = [
  ['0', 'No longer'],
  ['1', '1 hour'],
  ['24', '1 day'],
  ['72', '3 days'],
  ['168', '7 days'],
] as const;

/** The one the path names; undefined: there is none, or another developer's. */
export async function findOwnKey(ctx: Ctx, { store }: Services): Promise<ApiKeyRecord | undefined> {
  const id = readId('key', ctx.state.params.id!);
  const { developerId } = ctx.state.session!;
  return (await listKeys(store, { developerId })).find((one) => one.id === id);
}

/** The same. Throws `not_found`. */
export async function askedKey(ctx: Ctx, services: Services): Promise<ApiKeyRecord> {
  const key = await findOwnKey(ctx, services);
  if (!key) throw new DomainError('not_found');
  return key;
}
