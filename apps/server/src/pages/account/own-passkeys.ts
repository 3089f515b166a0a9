// The passkeys one signs in with: listed, added once one has shown who one is, removed.
import { parseNameForm } from '@pausepoint/contract';
import { DomainError, type Html, html } from '@pausepoint/core';
import { listPersonPasskeys, removePersonPasskey } from '@pausepoint/store';
import { isFresh, proveByPassword } from '../../account/own-account.ts';
import { passkeySetUpOptions, setUpPasskey } from '../../account/passkeys.ts';
import type { Ctx, Services } from '../../services.ts';
import { type Faults, faultsOf } from '../dashboard/faults.ts';
import { back, form, passkeyForm, readForm } from '../dashboard/form.ts';
import { field, table, when } from '../dashboard/parts.ts';
import { accountPage } from './account-page.ts';
import { parsed } from './other-ways.ts';

export async function passkeySection(ctx: Ctx, services: Services, faults: Faults): Promise<Html> {
  const { now } = ctx.state;
  const list = await listPersonPasskeys(services.store, ctx.state.session!.personId);
  return html`<section>
    <h2>Passkeys</h2>
    <p class="quiet">Sign in with the fingerprint, face or PIN that unlocks your device.</p>
    ${table({
      caption: 'Your passkeys',
      head: ['Passkey', 'Added', 'Last used', ''],
      rows: list.map(({ credentialId, name, createdAt, lastUsedAt }) => [
        name,
        when(createdAt, now),
        lastUsedAt === null ? 'Never' : when(lastUsedAt, now),
        form(ctx, services, {
          action: '/account/passkeys/remove',
          body: html`<input type="hidden" name="credential_id" value="${credentialId}" />
            <button aria-label="Remove ${name}">Remove</button>`,
        }),
      ]),
      empty: html``,
    })}
    ${isFresh(ctx) ? await addForm(ctx, services) : proveForm(ctx, services, faults)}
  </section>`;
}

const addForm = async (ctx: Ctx, services: Services): Promise<Html> =>
  passkeyForm(ctx, services, {
    action: '/account/passkeys',
    deed: 'create',
    options: await passkeySetUpOptions(ctx, services),
    body: html`${field({
        ...{ name: 'name', id: 'passkey-name', label: 'Name of the passkey', required: true },
        ...{ maxlength: 100, autocomplete: 'off', value: 'My device' },
      })} <button hidden>Add a passkey</button>`,
  });

const proveForm = (ctx: Ctx, services: Services, faults: Faults): Html =>
  form(ctx, services, {
    action: '/account/prove',
    body: html`${field({
        ...{ name: 'password', id: 'prove', label: 'Password', type: 'password', required: true },
        ...{ error: faults.prove, autocomplete: 'current-password' },
        hint: 'To add a passkey, show again that it is you.',
      })} <button>Go on</button>`,
  });

export async function proveSelf(ctx: Ctx, services: Services): Promise<void> {
  const { password = '' } = await readForm(ctx, services);
  try {
    await proveByPassword(ctx, services, password);
  } catch (error) {
    const wrong = error instanceof DomainError && error.code === 'credentials_invalid';
    if (!wrong) throw error;
    return accountPage(ctx, services, { faults: { prove: 'This is not your password.' } });
  }
  back(ctx, '/account');
}

export async function addOwnPasskey(ctx: Ctx, services: Services): Promise<void> {
  const { response = '', ...typed } = await readForm(ctx, services);
  if (!isFresh(ctx)) return back(ctx, '/account');
  try {
    const { name } = parseNameForm(typed);
    if (!(await setUpPasskey(ctx, services, { response: parsed(response), name }))) {
      const refused = 'The passkey was not added: it is there already, or the page was too old.';
      return await accountPage(ctx, services, { faults: { '': refused } });
    }
  } catch (error) {
    return accountPage(ctx, services, { faults: { '': Object.values(faultsOf(error)).join(' ') } });
  }
  back(ctx, '/account', 'passkey_added');
}

export async function removeOwnPasskey(ctx: Ctx, services: Services): Promise<void> {
  const { credential_id: credentialId = '' } = await readForm(ctx, services);
  const { personId } = ctx.state.session!;
  if (!(await removePersonPasskey(services.store, { personId, credentialId }))) {
    throw new DomainError('not_found');
  }
  back(ctx, '/account', 'passkey_removed');
}
