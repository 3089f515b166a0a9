// Whether an answer was confirmed with the recipient's passkey; what shows it is kept as evidence.
import { MINUTE } from '@pausepoint/core';
import { findPasskeys, usePasskey } from '@pausepoint/store';
import type { OpenedLink } from '../../respond-link.ts';
import type { Ctx, Services } from '../../services.ts';
import { nonceTime, readPageCookie } from '../page-nonce.ts';
import { challengeOf, challengeParts } from './challenge.ts';
import { ownerOf, rpIdOf, type RecipientLink } from './proof-for.ts';
import type { Proven, ToProve } from './prove.ts';
import { originOf, verifyConfirmation } from './webauthn.ts';

/** From the question to the device until its answer. */
const LONGEST = 5 * MINUTE;

/** Undefined: it does not count. */
export async function proveByPasskey(
  ctx: Ctx,
  { store, config }: Services,
  { pause }: OpenedLink,
  link: RecipientLink,
  given: ToProve,
): Promise<Proven | undefined> {
  const cookie = readPageCookie(ctx, config);
  const mintedAt = cookie && nonceTime(store.ring, { link, cookie }, given.nonce);
  const age = mintedAt ? ctx.state.now.getTime() - mintedAt.getTime() : -1;
  if (!mintedAt || age < 0 || age > LONGEST) return undefined;
  const parts = challengeParts(pause, given, given.nonce);
  const passkeys = await findPasskeys(store, ownerOf(config, link, pause.mode));
  const made = asMade(given.made);
  const passkey = passkeys.find(({ credentialId }) => credentialId === made.id);
  if (!passkey) return undefined;
  const counter = await verifyConfirmation(config, given.made, passkey, challengeOf(parts));
  if (counter === undefined) return undefined;
  const { developerId } = link;
  const { credentialId, publicKey } = passkey;
  if (!(await usePasskey(store, { developerId, credentialId, counter }, mintedAt)))
    return undefined;
  const evidence = {
    passkey: {
      credential_id: credentialId,
      /** COSE, as everything below in base64url. */
      public_key: publicKey.toString('base64url'),
      authenticator_data: made.response.authenticatorData,
      client_data_json: made.response.clientDataJSON,
      signature: made.response.signature,
      challenge: parts,
      rp_id: rpIdOf(config),
      origin: originOf(config),
    },
  };
  return { provenBy: 'passkey', evidence };
}

interface Made {
  readonly id: string;
  readonly response: {
    readonly authenticatorData: string;
    readonly clientDataJSON: string;
    readonly signature: string;
  };
}

/** Of any shape until it is verified. */
const asMade = (value: unknown): Made => (value ?? {}) as Made;
