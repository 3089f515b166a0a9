// The operator's identity provider, spoken to as OpenID Connect has it: code flow, PKCE, state and nonce.
import type { Log } from '@pausepoint/runtime';
import * as oidc from 'openid-client';
import type { ServerConfig } from '../config.ts';

export const CALLBACK = '/sign-in/oidc/callback';

/** What must come back unchanged, and is kept in the browser meanwhile. */
export interface OidcChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface OidcClaims {
  readonly issuer: string;
  readonly subject: string;
  /** Only one the provider says it has verified. */
  readonly email: string | null;
  readonly name: string | null;
}

export interface IdentityProvider {
  /** The word on the button. */
  readonly name: string;
  begin(): Promise<{ readonly url: string; readonly checks: OidcChecks }>;
  /** Throws on whatever is not as it should be. @param query as it came back, with its `?` */
  end(query: string, checks: OidcChecks): Promise<OidcClaims>;
}

const TIMEOUT_SECONDS = 10;

export function openIdentityProvider(
  { oidc: settings, publicUrl }: Pick<ServerConfig, 'oidc' | 'publicUrl'>,
  log: Log,
): IdentityProvider | undefined {
  if (!settings) return undefined;
  const { issuer, clientId, clientSecret, name } = settings;
  const insecure = issuer.startsWith('http:');
  let found: Promise<oidc.Configuration> | undefined;

  /** Asked for at the first sign-in, and again after it could not be reached. */
  function discover(): Promise<oidc.Configuration> {
    found ??= oidc
      .discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretPost(clientSecret), {
        timeout: TIMEOUT_SECONDS,
        ...(insecure && { execute: [oidc.allowInsecureRequests] }),
      })
      .catch((error: unknown) => {
        found = undefined;
        log.error({ err: error }, 'the identity provider (OIDC_ISSUER) cannot be reached');
        throw error;
      });
    return found;
  }

  return {
    name,
    async begin() {
      const checks = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(await discover(), {
        redirect_uri: publicUrl + CALLBACK,
        scope: 'openid email profile',
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(checks.verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, checks };
    },
    async end(query, { state, nonce, verifier }) {
      const provider = await discover();
      const tokens = await oidc.authorizationCodeGrant(
        provider,
        new URL(publicUrl + CALLBACK + query),
        {
          ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
          idTokenExpected: true,
        },
      );
      const claims = tokens.claims()!;
      const more =
        claims['email'] === undefined && provider.serverMetadata().userinfo_endpoint !== undefined
          ? await oidc.fetchUserInfo(provider, tokens.access_token, claims.sub)
          : {};
      return toClaims(claims.iss, claims.sub, { ...more, ...claims });
    },
  };
}

function toClaims(issuer: string, subject: string, said: Record<string, unknown>): OidcClaims {
  const { email, email_verified: verified, name } = said;
  const text = (value: unknown): string | null =>
    typeof value === 'string' && value.trim() !== '' && !value.includes('\0') ? value : null;
  return { issuer, subject, email: verified === true ? text(email) : null, name: text(name) };
}
