// A real OpenID Connect provider on a port of its own; whoever comes is signed in as who the test says.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface ProviderPerson {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly name?: string;
}

export interface TestProvider {
  readonly issuer: string;
  /** Who the next visitor is there. */
  signedIn: ProviderPerson;
  close(): Promise<void>;
}

export const client = { clientId: 'pausepoint', clientSecret: 'a-secret-of-the-provider-s-making' };

export async function testProvider(redirectUri: string): Promise<TestProvider> {
  const http = createServer();
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const test: TestProvider = {
    issuer,
    signedIn: { sub: 'nobody', email: 'nobody@example.com', email_verified: true },
    close: async () => {
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: {
      keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }],
    },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['of no worth'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/enter/${uid}` },
    findAccount: (_ctx, sub) => {
      const person = test.signedIn;
      return { accountId: sub, claims: () => ({ ...person }) };
    },
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({
        clientId: client!.clientId,
        accountId: session!.accountId!,
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  http.on('request', (request, response) => {
    if (!request.url!.startsWith('/enter/')) return void answer(request, response);
    const login = { accountId: test.signedIn.sub };
    void provider.interactionFinished(request, response, { login });
  });
  return test;
}

/** As a browser goes: with its cookies, until it is sent elsewhere. @returns where that is */
export async function passThrough(url: string, { issuer }: TestProvider): Promise<URL> {
  const jar = new Map<string, string>();
  let at = url;
  for (let hops = 0; at.startsWith(issuer) && hops < 10; hops++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const next = answer.headers.get('location');
    if (next === null)
      throw new Error(`the provider stopped: ${answer.status} ${await answer.text()}`);
    at = new URL(next, at).href;
  }
  return new URL(at);
}
