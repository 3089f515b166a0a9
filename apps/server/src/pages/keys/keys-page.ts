// GET /keys: the keys of this mode, without their secrets.
import { formatId, type Html, html } from '@pausepoint/core';
import { type ApiKeyRecord, listKeys } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { may } from '../dashboard/may.ts';
import { link, modeOf } from '../dashboard/mode.ts';
import { emptyState, statusWord, table, when } from '../dashboard/parts.ts';
import { policyWords } from './policy-words.ts';

export async function keysPage(ctx: Ctx, services: Services): Promise<void> {
  const { developerId } = ctx.state.session!;
  const mode = modeOf(ctx, services);
  const keys = await listKeys(services.store, { developerId, mode });
  const make =
    may(ctx, 'build') &&
    html`<a class="button main" href="${link(ctx, '/keys/new')}">Make a key</a>`;
  await sendDashboard(ctx, services, {
    title: 'Keys',
    section: 'keys',
    lead:
      mode === 'test'
        ? 'Test keys reach nobody: what a human would have received is kept in the sandbox inbox.'
        : 'Live keys ask real people. Give each program a key of its own, with the role agent.',
    ...(make && keys.length > 0 && { actions: make }),
    body: table({
      caption: `API keys, ${mode}`,
      head: ['Key', 'Role', 'Limits', 'Made', 'Last used'],
      rows: keys.map((key) => row(ctx, key)),
      empty: emptyState({
        heading: `There is no ${mode} key`,
        body: html`<p>
          An agent needs a key to ask anybody anything. Its secret is shown once, when it is made.
        </p>`,
        ...(make && { action: make }),
      }),
    }),
  });
}

function row(ctx: Ctx, key: ApiKeyRecord): readonly (Html | string)[] {
  const { now } = ctx.state;
  return [
    html`<a href="${link(ctx, `/keys/${formatId('key', key.id)}`)}"
        >${key.name ?? html`<code>${shown(key)}</code>`}</a
      >
      ${key.name !== null && html`<code class="under">${shown(key)}</code>`}`,
    roleWords(key),
    policyWords(key.policy),
    when(key.createdAt, now),
    key.expiresAt === null
      ? key.lastUsedAt === null
        ? 'Never'
        : when(key.lastUsedAt, now)
      : statusWord('ending', html`Ends ${when(key.expiresAt, now)}`),
  ];
}

/** As much of it as anybody may see. */
export const shown = ({ prefix, last4 }: ApiKeyRecord): string => `${prefix}…${last4}`;
export const nameOf = (key: ApiKeyRecord): string => key.name ?? shown(key);
export const roleWords = ({ role }: ApiKeyRecord): string => (role === 'admin' ? 'Admin' : 'Agent');
