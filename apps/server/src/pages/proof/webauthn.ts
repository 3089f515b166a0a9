// Passkeys as WebAuthn has them: what is asked of a browser, and whether its answer is good.
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { PasskeyRecord } from '@pausepoint/store';
import type { ServerConfig } from '../../config.ts';
import { rpIdOf } from './proof-for.ts';

type Site = Pick<ServerConfig, 'publicUrl'>;

/** Loaded for the first passkey: with all it reads of certificates it is an eighth of every start. */
const library = () => import('@simplewebauthn/server');

const bytesOf = (buffer: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(buffer);

/** Where links lead; a page reached by another name can't be answered with a passkey. */
export const originOf = ({ publicUrl }: Site): string => new URL(publicUrl).origin;

/** Ed25519, ES256, RS256: what authenticators have, and what anybody can verify years later. */
const supportedAlgorithmIDs = [-8, -7, -257];
const timeout = 120_000;

export async function askToConfirm(
  site: Site,
  passkeys: readonly PasskeyRecord[],
  challenge: Buffer,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: rpIdOf(site),
    challenge: bytesOf(challenge),
    userVerification: 'required',
    timeout,
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
  });
}

export interface NewOwner {
  /** What the device shows beside the passkey. */
  readonly name: string;
  readonly userId: Buffer;
}

interface SetUpWish {
  /** It must be found without being named: whoever signs in with it says nothing else. */
  readonly findable?: boolean;
  /** What a device that holds one of these need not set up again. */
  readonly exclude?: readonly PasskeyRecord[];
}

export async function askToSetUp(
  site: Site,
  { name, userId }: NewOwner,
  challenge: Buffer,
  { findable = false, exclude = [] }: SetUpWish = {},
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: rpIdOf(site),
    rpID: rpIdOf(site),
    userName: name,
    userDisplayName: name,
    userID: bytesOf(userId),
    challenge: bytesOf(challenge),
    timeout,
    attestationType: 'none',
    authenticatorSelection: {
      residentKey: findable ? 'required' : 'preferred',
      userVerification: 'required',
    },
    excludeCredentials: exclude.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    supportedAlgorithmIDs,
  });
}

/** Undefined: it is not what was asked for. What comes from outside is of any shape. */
export async function verifySetUp(
  site: Site,
  response: unknown,
  challenge: Buffer,
): Promise<PasskeyRecord | undefined> {
  const { verifyRegistrationResponse } = await library();
  return quietly(async () => {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      ...expected(site, challenge),
      supportedAlgorithmIDs,
    });
    if (!verified) return undefined;
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    const named = transports.filter(isTransport).slice(0, 8);
    return { credentialId: id, publicKey: Buffer.from(publicKey), counter, transports: named };
  });
}

const isTransport = (name: unknown): boolean =>
  typeof name === 'string' && /^[a-z-]{1,20}$/.test(name);

/** The counter it came with; undefined: it is not what was asked for. */
export async function verifyConfirmation(
  site: Site,
  response: unknown,
  { credentialId, publicKey, counter }: PasskeyRecord,
  challenge: Buffer,
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await library();
  return quietly(async () => {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      ...expected(site, challenge),
      credential: { id: credentialId, publicKey: bytesOf(publicKey), counter },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  });
}

const expected = (site: Site, challenge: Buffer) => ({
  expectedChallenge: challenge.toString('base64url'),
  expectedOrigin: originOf(site),
  expectedRPID: rpIdOf(site),
  requireUserVerification: true,
});

/** The library throws on whatever is not as it should be, and quotes it. */
const quietly = <T>(verify: () => Promise<T | undefined>): Promise<T | undefined> =>
  verify().catch(() => undefined);
