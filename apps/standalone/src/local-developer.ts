// The developer of a local installation: there at the first start, so that nobody has to register.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { hashApiKey } from '@pausepoint/core';
import { createPasswordHasher } from '@pausepoint/server';
import { createKey, findKey, findPersonByEmail, register, type Store } from '@pausepoint/store';
import { readLocalKeys, writeLocalKeys, type LocalKeys } from './local-keys.ts';

const EMAIL = 'local@pausepoint.localhost';

/** The keys in the data folder when this database knows them; else new ones, kept there. */
export async function ensureLocalDeveloper(
  store: Store,
  dataDir: string,
  now: Date,
): Promise<LocalKeys> {
  const known = readLocalKeys(dataDir);
  if (known && (await areValid(store, known))) return known;
  const person = await findPersonByEmail(store, EMAIL);
  const keys = person?.developerId
    ? await newKeys(store, person.developerId, now)
    : await newDeveloper(store, now);
  mkdirSync(dataDir, { recursive: true });
  writeLocalKeys(dataDir, keys);
  return keys;
}

async function areValid(store: Store, keys: LocalKeys): Promise<boolean> {
  const found = await Promise.all(
    [keys.api_key, keys.test_api_key].map((key) => findKey(store, hashApiKey(key))),
  );
  return found.every((key) => key !== undefined);
}

async function newDeveloper(store: Store, now: Date): Promise<LocalKeys> {
  const password = randomBytes(18).toString('base64url');
  const { apiKey, testApiKey } = await register(store, {
    email: EMAIL,
    name: 'Local developer',
    passwordHash: await createPasswordHasher().hash(password),
    plan: 'free',
    now,
  });
  return { email: EMAIL, password, api_key: apiKey, test_api_key: testApiKey };
}

/** The account outlived its file: an emptied data folder beside an operator's database. */
async function newKeys(store: Store, developerId: string, now: Date): Promise<LocalKeys> {
  const key = { developerId, name: 'local', role: 'admin', policy: null, now } as const;
  const live = await createKey(store, { ...key, mode: 'live', prefix: 'pp_live_' });
  const test = await createKey(store, { ...key, mode: 'test', prefix: 'pp_test_' });
  return { email: EMAIL, api_key: live.key, test_api_key: test.key };
}
