// GET /account: who one is, how one signs in, where one is signed in, and for whom.
import { formatId, type Html, html } from '@pausepoint/core';
import {
  type Belonging,
  findPerson,
  listBelongings,
  listSessions,
  type OpenSession,
} from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { type Faults, faultSummary } from '../dashboard/faults.ts';
import { form } from '../dashboard/form.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { field, table, when } from '../dashboard/parts.ts';
import { confirmSection } from './confirm-page.ts';
import { passkeySection } from './own-passkeys.ts';
import { roleNames } from './role-words.ts';

const labels = {
  name: 'Your name',
  current: 'Current password',
  password: 'New password',
  prove: 'Password',
};

export interface AccountPage {
  readonly typed?: Readonly<Record<string, string>>;
  readonly faults?: Faults;
}

export async function accountPage(
  ctx: Ctx,
  services: Services,
  { typed = {}, faults = {} }: AccountPage = {},
): Promise<void> {
  const { personId, email, name } = ctx.state.session!;
  const { store } = services;
  const [person, sessions, belongings] = await Promise.all([
    findPerson(store, personId),
    listSessions(store, { personId, now: ctx.state.now }),
    listBelongings(store, personId),
  ]);
  const hasPassword = person?.passwordHash !== null;
  await sendDashboard(ctx, services, {
    title: 'Account',
    section: 'account',
    lead: html`You are signed in as <b>${email}</b>.`,
    status: Object.keys(faults).length > 0 ? 422 : 200,
    body: html`${faultSummary(faults, labels)} ${confirmSection(ctx, services)}
      <section>
        <h2>Name</h2>
        ${form(ctx, services, {
          action: '/account/name',
          body: html`${field({
              ...{
                name: 'name',
                label: labels.name,
                value: typed.name ?? name,
                error: faults.name,
              },
              hint: 'Stands beside what you decide.',
              ...{ required: true, maxlength: 100, autocomplete: 'name' },
            })} <button>Save the name</button>`,
        })}
      </section>
      <section>
        <h2>Password</h2>
        ${form(ctx, services, { action: '/account/password', body: passwordFields(email, hasPassword, faults) })}
      </section>
      ${await passkeySection(ctx, services, faults)}
      <section>
        <h2>Where you are signed in</h2>
        ${sessionList(ctx, services, sessions)}
      </section>
      ${belongings.length > 1 && belongingList(ctx, services, belongings)}`,
  });
}

const passwordFields = (email: string, hasPassword: boolean, faults: Faults): Html =>
  html`<input type="hidden" autocomplete="username" value="${email}" />
    ${
      hasPassword &&
      field({
        ...{ name: 'current', label: labels.current, type: 'password', error: faults.current },
        ...{ required: true, autocomplete: 'current-password' },
      })
    }
    ${field({
      ...{ name: 'password', label: labels.password, type: 'password', error: faults.password },
      hint: 'At least 10 characters. Every other session of yours ends with it.',
      ...{ required: true, autocomplete: 'new-password' },
    })}
    <button>${hasPassword ? 'Change the password' : 'Set a password'}</button>`;

function sessionList(ctx: Ctx, services: Services, sessions: readonly OpenSession[]): Html {
  const { now } = ctx.state;
  const own = ctx.state.session!.id;
  return html`${table({
    caption: 'Your sessions',
    head: ['Session', 'Began', 'Last seen', ''],
    rows: sessions.map(({ id, device, developerName, createdAt, seenAt }) => [
      html`${device ?? 'A browser'}<small class="under">${developerName}</small>`,
      when(createdAt, now),
      when(seenAt, now),
      id === own
        ? 'This one'
        : form(ctx, services, {
            action: `/account/sessions/${formatId('session', id)}/end`,
            body: html`<button>End it</button>`,
          }),
    ]),
    empty: html``,
  })}
  ${
    sessions.length > 1 &&
    form(ctx, services, {
      action: '/account/sessions/end-others',
      body: html`<button>End all others</button>`,
    })
  }`;
}

const belongingList = (ctx: Ctx, services: Services, list: readonly Belonging[]): Html =>
  html`<section>
    <h2>Your teams</h2>
    ${table({
      caption: 'Your teams',
      head: ['Team', 'Role', ''],
      rows: list.map(({ developerId, developerName, role }) => [
        developerName,
        roleNames[role],
        developerId === ctx.state.session!.developerId
          ? 'You are here'
          : form(ctx, services, {
              action: '/account/switch',
              body: html`<input
                  type="hidden"
                  name="developer_id"
                  value="${formatId('developer', developerId)}"
                /><button>Switch to it</button>`,
            }),
      ]),
      empty: html``,
    })}
  </section>`;
