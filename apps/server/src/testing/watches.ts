// What tests do with pauses of the second dialect.
import { PASSWORD, type TestDeveloper } from './test-developer.ts';
import type { TestServer } from './test-server.ts';

type Given = Readonly<Record<string, unknown>>;

export const deploy = {
  action: 'Deploy to production (v2.4.1)',
  context: { environment: 'prod', '1': 1.0 },
};

export const watchesOn = (server: () => TestServer) => {
  const create = (key: string, body: Given = deploy, headers: Record<string, string> = {}) =>
    server().ask('POST', '/api/pause', { key, body, headers });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the tests' own expectations
  const pauseOf = async (key: string, watchId: string): Promise<any> =>
    (await server().ask('GET', `/v1/pause/${watchId.replace('wch_', 'psr_')}`, { key })).json;
  const tokenOf = async (key: string, watchId: string): Promise<string> => {
    const { respond_url: url } = (await pauseOf(key, watchId)) as { respond_url: string };
    return url.split('/').at(-1)!;
  };
  return {
    create,
    pauseOf,
    tokenOf,
    read: (key: string, id: string) => server().ask('GET', `/api/pause/${id}`, { key }),
    watchOf: async (key: string): Promise<string> => {
      const created = await create(key);
      return (created.json as { watchId: string }).watchId;
    },
    async answer(key: string, watchId: string, choice: string): Promise<void> {
      const path = `/v1/respond/${await tokenOf(key, watchId)}`;
      const answered = await server().ask('POST', path, { body: { choice } });
      if (answered.status !== 200) throw new Error(`not answered: ${answered.text}`);
    },
    /** Signed in: decides by the session. */
    async signIn({ email }: TestDeveloper) {
      const body = { email, password: PASSWORD };
      const login = await server().ask('POST', '/v1/auth/login', { body });
      const headers = { cookie: login.headers.get('set-cookie')!.split(';')[0]! };
      return (watchId: string, decision: unknown) =>
        server().ask('POST', `/api/pause/${watchId}/approve`, { headers, body: decision });
    },
  };
};
