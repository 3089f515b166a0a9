// `npm run admin`: the developers of this installation, listed and changed by whoever runs it.
import { parseId, type PlanName, planNames, usagePeriod } from '@pausepoint/core';
import { ConfigError } from '@pausepoint/runtime';
import type { ServerConfig } from '@pausepoint/server';
import {
  changePlan,
  disableDeveloper,
  enableDeveloper,
  findPersonByEmail,
  inviteToSignUp,
  listDevelopers,
  type ListedDeveloper,
  makeReset,
  type Store,
} from '@pausepoint/store';
import { adminHelp, developerJson, developerLines } from './admin-words.ts';

export interface AdminParts {
  readonly store: Store;
  readonly config: Pick<ServerConfig, 'publicUrl' | 'signUp' | 'planLimits'>;
  readonly now: Date;
  readonly json: boolean;
}

/** What to say, and the same for programs. */
interface Told {
  readonly words: string;
  readonly json: object;
}

type Command = (parts: AdminParts, of: string, more: string | undefined) => Promise<Told>;

const commands: Readonly<Record<string, { readonly words: number; readonly run: Command }>> = {
  show: { words: 1, run: async (parts, of) => telling(parts, await developer(parts, of)) },
  plan: {
    words: 2,
    async run(parts, of, plan = '') {
      if (!isPlan(plan)) return refuse(`“${plan}” is no plan: one of ${planNames.join(', ')}.`);
      const { id } = await developer(parts, of);
      await changePlan(parts.store, { developerId: id, plan });
      const after = telling(parts, await developer(parts, id));
      const note = parts.config.planLimits
        ? ''
        : '\nPLAN_LIMITS is off: no plan binds anybody yet.';
      return { ...after, words: after.words + note };
    },
  },
  disable: {
    words: 1,
    async run(parts, of) {
      const { id } = await developer(parts, of);
      await disableDeveloper(parts.store, { developerId: id, now: parts.now });
      return telling(parts, await developer(parts, id));
    },
  },
  enable: {
    words: 1,
    async run(parts, of) {
      const { id } = await developer(parts, of);
      await enableDeveloper(parts.store, { developerId: id });
      return telling(parts, await developer(parts, id));
    },
  },
  'reset-password': {
    words: 1,
    async run({ store, config, now }, email) {
      const made = await makeReset(store, { email, now });
      if (!made) return refuse(`Nobody here has the address ${email}.`);
      return linkTold(
        `${config.publicUrl}/reset/${made.token}`,
        made.expiresAt,
        'Hand it to them over a way you trust: it sets a new password and ends their sessions.',
      );
    },
  },
  invite: {
    words: 1,
    async run({ store, config, now }, email) {
      if (config.signUp !== 'invite') refuse(notInvited[config.signUp]);
      if (!/^[^\s@]+@[^\s@]+$/.test(email)) refuse(`“${email}” is no address.`);
      if (await findPersonByEmail(store, email)) refuse(`${email} has an account already.`);
      const { token, expiresAt } = await inviteToSignUp(store, { email, invitedBy: null, now });
      return linkTold(
        `${config.publicUrl}/invite/${token}`,
        expiresAt,
        'It goes out by e-mail too where SMTP_URL is set, and voids an earlier one.',
      );
    },
  },
};

const notInvited = {
  open: 'SIGN_UP is open: whoever wants an account opens one at /sign-up.',
  closed: 'SIGN_UP is closed, so an invitation would open nothing: set SIGN_UP=invite first.',
  first:
    'Sign-up ends with the first account here, so an invitation would open nothing: set SIGN_UP=invite first.',
} as const;

const MOST = 1_000;

/** @returns what to show */
export async function adminCommand(parts: AdminParts, words: readonly string[]): Promise<string> {
  const [name, of, more] = words;
  if (name === 'help') return adminHelp;
  const told =
    name === undefined
      ? await all(parts)
      : await carryOut(parts, name, [of, more], words.length - 1);
  return parts.json ? JSON.stringify(told.json, null, 2) : told.words;
}

async function carryOut(
  parts: AdminParts,
  name: string,
  [of, more]: readonly (string | undefined)[],
  given: number,
): Promise<Told> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command || given !== command.words) return refuse(adminHelp);
  return command.run(parts, of!, more);
}

async function all({ store, config, now }: AdminParts): Promise<Told> {
  const found = await listDevelopers(store, { period: usagePeriod(now), limit: MOST + 1 });
  const shown = found.slice(0, MOST);
  const rest = found.length > MOST ? `\nOnly the first ${MOST} are shown.` : '';
  return {
    words:
      shown.length === 0 ? 'There is no developer yet.' : developerLines(shown, config, now) + rest,
    json: { developers: shown.map(developerJson), more: found.length > MOST },
  };
}

const telling = ({ config, now }: AdminParts, one: ListedDeveloper): Told => ({
  words: developerLines([one], config, now),
  json: developerJson(one),
});

/** @param of an id, with dev_ or without, or an owner's address */
async function developer({ store, now }: AdminParts, of: string): Promise<ListedDeveloper> {
  const id = parseId('developer', of);
  if (id === undefined && !of.includes('@'))
    refuse(`“${of}” is neither a developer’s id (dev_…) nor an address.`);
  const wish = id === undefined ? { email: of } : { id };
  const found = await listDevelopers(store, { period: usagePeriod(now), ...wish, limit: 2 });
  if (found.length > 1)
    refuse(`${of} owns several developers: name one by its id. npm run admin lists them.`);
  return found[0] ?? refuse(`There is no developer ${of}.`);
}

const isPlan = (text: string): text is PlanName => (planNames as readonly string[]).includes(text);

const linkTold = (link: string, expiresAt: Date, words: string): Told => ({
  words: `${link}\n\nIt works once, until ${expiresAt.toISOString()}. ${words}`,
  json: { link, expires_at: expiresAt.toISOString() },
});

function refuse(why: string): never {
  throw new ConfigError(why);
}
