// What each role reaches, driven from the route table, so that no route forgets whom it lets in.
import { mayDo, memberRoles, type Deed, type MemberRole } from '@pausepoint/core';
import { findPersonByEmail, removeMember } from '@pausepoint/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Guard } from '../router.ts';
import { routes } from '../routes.ts';
import { joinedAs, type SignedIn } from '../testing/signed-in.ts';
import { testDeveloper, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let developer: TestDeveloper;
const people = new Map<MemberRole, SignedIn>();
beforeAll(async () => {
  server = await testServer();
  developer = await testDeveloper(server);
  for (const role of memberRoles) people.set(role, await joinedAs(server, developer, role));
});
afterAll(() => server.close());

/** What a session needs; null: any will do. Absent: sessions open nothing there. */
const needs: Partial<Record<Guard, (method: string) => Deed | null>> = {
  person: () => null,
  'agent|person': () => null,
  reader: () => 'read',
  builder: () => 'build',
  answerer: () => 'decide',
  owner: () => 'own',
  decider: () => 'decide',
  session: (method) => (method === 'GET' ? 'read' : 'build'),
  'admin|session': (method) => (method === 'GET' ? 'read' : 'build'),
  'agent|session': (method) => (method === 'GET' ? 'read' : 'build'),
};
const pages: readonly Guard[] = ['person', 'reader', 'builder', 'answerer', 'owner'];
const open: readonly Guard[] = ['visitor', 'nobody'];
const keysOnly: readonly Guard[] = ['admin', 'agent'];
const guarded = routes.filter(({ guard }) => !open.includes(guard));

describe.each(memberRoles)('as %s', (role) => {
  it.each(guarded.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s is open or closed as the role has it',
    async (_, { method, path, guard }) => {
      const { status, body } = await fetch(server.url + path.replace(/:\w+/g, 'x'), {
        method,
        redirect: 'manual',
        headers: {
          cookie: people.get(role)!.cookie(),
          ...(method === 'POST' && { 'content-type': 'application/json' }),
        },
        ...(method === 'POST' && { body: '{}' }),
      });
      // Some pages go on for as long as somebody looks.
      await body?.cancel();
      if (keysOnly.includes(guard)) return expect(status).toBe(401);
      const deed = needs[guard]!(method);
      const allowed = deed === null || mayDo(role, deed);
      // A form without its token is refused behind the guard, too.
      if (allowed && pages.includes(guard) && method === 'POST') return;
      expect([401, 403].includes(status)).toBe(!allowed);
      if (!allowed) expect(status).toBe(403);
    },
  );
});

it('whoever is removed is refused at once, on another instance too', async () => {
  const gone = await joinedAs(server, developer, 'developer');
  const other = await testServer({ beside: server });
  const ask = () => other.ask('GET', '/v1/keys', { headers: { cookie: gone.cookie() } });
  expect((await ask()).status).toBe(200);
  const person = (await findPersonByEmail(server.store, gone.email))!;
  const { personId, developerId } = person as { personId: string; developerId: string };
  expect(await removeMember(server.store, { personId, developerId })).toBe('done');
  expect((await ask()).json.code).toBe('session_required');
  await other.close();
});
