// A signed-in person as a browser would be one: cookies kept, forms sent with what they were given.
import { randomUUID } from 'node:crypto';
import type { MemberRole } from '@pausepoint/core';
import { acceptInvitation, findPersonByEmail, invite } from '@pausepoint/store';
import { PASSWORD, testDeveloper, type TestDeveloper } from './test-developer.ts';
import type { Answer, TestServer } from './test-server.ts';

export interface SignedIn extends TestDeveloper {
  /** As a `Cookie` header carries it. */
  readonly cookie: () => string;
  get(path: string): Promise<Answer>;
  /** The csrf token comes along unless `fields` has one. A list sends its name several times. */
  post(path: string, fields?: Fields): Promise<Answer>;
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Somebody who may go on with cookies of their own; nobody is signed in yet. */
export function testBrowser(server: TestServer) {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const keep = (answer: Answer): Answer => {
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  const headers = () => (jar.size > 0 ? { cookie: cookie() } : {});
  const get = async (path: string): Promise<Answer> =>
    keep(await server.ask('GET', path, { headers: headers() }));

  let csrf: string | undefined;
  async function post(path: string, fields: Fields = {}): Promise<Answer> {
    // Every page of the dashboard holds at least the form that signs out.
    csrf ??= /name="csrf" value="([\w-]+)"/.exec((await get('/account')).text)?.[1];
    const body = new URLSearchParams(csrf === undefined ? {} : { csrf });
    for (const [name, value] of Object.entries(fields)) {
      if (name === 'csrf') body.delete('csrf');
      for (const each of [value].flat()) body.append(name, each);
    }
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return keep(
      await server.ask('POST', path, {
        body: body.toString(),
        headers: { ...type, 'sec-fetch-site': 'same-origin', ...headers() },
      }),
    );
  }
  return {
    cookie,
    get,
    post,
    /** Over the API, which sets the same cookie as the page. */
    async signIn(email: string, password = PASSWORD): Promise<void> {
      csrf = undefined;
      const answer = await server.ask('POST', '/v1/auth/login', { body: { email, password } });
      if (answer.status !== 204) throw new Error(`not signed in: ${answer.text}`);
      keep(answer);
    },
  };
}

/** A new developer's owner, or somebody with another role at a new developer. */
export async function signIn(
  server: TestServer,
  { role = 'owner' }: { readonly role?: MemberRole } = {},
): Promise<SignedIn> {
  const developer = await testDeveloper(server);
  return role === 'owner' ? signedIn(server, developer) : joinedAs(server, developer, role);
}

/** Somebody new who joins that developer. */
export async function joinedAs(
  server: TestServer,
  developer: TestDeveloper,
  role: MemberRole,
): Promise<SignedIn> {
  const { store } = server;
  const email = `${randomUUID()}@example.com`;
  const now = new Date();
  const owner = (await findPersonByEmail(store, developer.email))!;
  const { developerId } = owner as { developerId: string };
  const given = { developerId, email, role, invitedBy: owner.personId, now };
  const { id, token } = (await invite(store, given))!;
  // The mail arrived.
  const sent = `update account_mail set status = 'sent', next_attempt_at = null where id = $1`;
  await store.pool.query(sent, [id]);
  const person = { name: 'Lee Chen', passwordHash: owner.passwordHash };
  await acceptInvitation(store, { by: { token }, person, now });
  return signedIn(server, { ...developer, email });
}

async function signedIn(server: TestServer, developer: TestDeveloper): Promise<SignedIn> {
  const browser = testBrowser(server);
  await browser.signIn(developer.email);
  const { cookie, get, post } = browser;
  return { ...developer, cookie, get, post };
}
