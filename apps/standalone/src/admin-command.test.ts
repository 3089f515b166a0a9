// What an operator is told of developers, and may change about them.
import { formatId, newId } from '@pausepoint/core';
import { findInvitation, findReset, register } from '@pausepoint/store';
import { testStore } from '@pausepoint/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminCommand, type AdminParts } from './admin-command.ts';
import { readArguments } from './arguments.ts';

let store: Awaited<ReturnType<typeof testStore>>;
let ada: string;
beforeAll(async () => {
  store = await testStore();
  ada = await account('ada@example.com', 'Ada\u001B[2J\u202E & Sons');
});
afterAll(() => store.close());

const now = new Date();
const account = async (email: string, name: string): Promise<string> => {
  const wanted = { email, name, passwordHash: '-', plan: 'free', now } as const;
  return formatId('developer', (await register(store, wanted)).developerId);
};

const config = { publicUrl: 'https://pause.example', signUp: 'invite', planLimits: false } as const;
const ask = (given: Partial<AdminParts>, ...words: string[]) =>
  adminCommand({ store, config, now, json: false, ...given }, words);
const say = (...words: string[]) => ask({}, ...words);

test('every developer is a line, and no name is more than words on it', async () => {
  const list = await say();
  expect(list).toContain('DEVELOPER');
  const line = list.split('\n').find((one) => one.startsWith(ada))!;
  expect(line).toMatch(/Ada \[2J & Sons +ada@example\.com +free +0 +never +\d{4}-\d\d-\d\d$/);
  expect(list).not.toMatch(/[\u001B\u202E]/);
  const limited = await ask({ config: { ...config, planLimits: true } });
  expect(limited).toMatch(/free +0 of 50 /);
});

test('a plan is changed, and what binds is said', async () => {
  expect(await say('plan', 'ada@example.com', 'pro')).toMatch(/ pro .*\n.*PLAN_LIMITS is off/s);
  expect(await ask({ config: { ...config, planLimits: true } }, 'plan', ada, 'free')).toMatch(
    / free +0 of 50 /,
  );
});

test('who is disabled is listed so, until enabled', async () => {
  expect(await say('disable', ada)).toContain('disabled since');
  expect(await say()).toContain('disabled since');
  expect(await say('enable', 'ada@example.com')).not.toContain('disabled since');
});

test('programs read the same', async () => {
  const told = JSON.parse(await ask({ json: true }, 'show', ada)) as object;
  expect(told).toEqual({
    ...{ developer_id: ada, name: 'Ada\u001B[2J\u202E & Sons', plan: 'free', members: 1 },
    ...{ owners: ['ada@example.com'], pauses_this_month: 0, created_at: now.toISOString() },
    ...{ last_used_at: null, disabled_at: null },
  });
  const list = JSON.parse(await ask({ json: true })) as { developers: object[] };
  expect(list).toMatchObject({ developers: [told], more: false });
  expect(readArguments(['admin', 'show', ada, '--json'])).toMatchObject({
    ...{ command: 'admin', words: ['show', ada], json: true },
  });
});

test('a link that sets a password is printed, once for each asking', async () => {
  const token = /^https:\/\/pause\.example\/reset\/([\w-]{43})\n/.exec(
    await say('reset-password', 'ada@example.com'),
  )![1]!;
  expect(await findReset(store, token, now)).toMatchObject({ email: 'ada@example.com' });
});

test('an invitation opens an account where SIGN_UP takes one, and is not made where it would not', async () => {
  const told = JSON.parse(await ask({ json: true }, 'invite', 'new@example.com')) as {
    link: string;
  };
  const token = told.link.slice('https://pause.example/invite/'.length);
  expect(await findInvitation(store, token, now)).toMatchObject({
    ...{ kind: 'sign_up', email: 'new@example.com', invitedBy: null },
  });
  for (const signUp of ['open', 'closed', 'first'] as const) {
    await expect(ask({ config: { ...config, signUp } }, 'invite', 'b@example.com')).rejects.toThrow(
      signUp === 'first' ? 'first account' : `SIGN_UP is ${signUp}`,
    );
  }
});

test.each([
  [['show'], 'npm run admin -- show'],
  [['toString', 'x'], 'npm run admin -- show'],
  [['plan', 'ada@example.com'], 'npm run admin -- plan'],
  [['plan', 'ada@example.com', 'gold'], 'one of free, starter, pro, enterprise'],
  [['disable', 'psr_1'], 'neither a developer’s id'],
  [['disable', formatId('developer', newId(now))], 'There is no developer dev_'],
  [['enable', 'nobody@example.com'], 'There is no developer nobody@example.com'],
  [['reset-password', 'nobody@example.com'], 'Nobody here has the address'],
  [['invite', 'ada@example.com'], 'has an account already'],
  [['invite', 'ada'], 'no address'],
])('%j is refused, saying what there is', async (words, why) => {
  await expect(say(...words)).rejects.toThrow(why);
});

test('an owner of several developers is told to name one', async () => {
  const other = await account('bob@example.com', 'Bob');
  await store.pool.query(
    `insert into membership (developer_id, person_id, role, created_at)
     select $1, id, 'owner', now() from person where email = 'ada@example.com'`,
    [other.slice('dev_'.length)],
  );
  await expect(say('show', 'ada@example.com')).rejects.toThrow('owns several developers');
  expect(await say('show', other)).toContain('bob@example.com +1');
});
