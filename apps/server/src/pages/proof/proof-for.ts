// What a question wants to know of whoever answers it by this link, beside that they hold it.
import { isIP } from 'node:net';
import { isLoopback } from '@pausepoint/runtime';
import { findCode, findPasskeys, type PasskeyOwner } from '@pausepoint/store';
import type { ServerConfig } from '../../config.ts';
import type { OpenedLink, RespondLink } from '../../respond-link.ts';
import type { Services } from '../../services.ts';

export interface Proof {
  /** `set-up`: a passkey, but there is none yet; a code comes first. */
  readonly kind: 'code' | 'passkey' | 'set-up';
  /** To whom a code is sent, masked. */
  readonly to: string;
  /** A code was sent and still counts. */
  readonly codeOpen: boolean;
  /** Milliseconds until the next code may be asked for without impatience. */
  readonly nextCodeIn: number;
}

/** The link of a recipient: nobody else can prove anything. */
export type RecipientLink = RespondLink & { readonly recipientIndex: number };

/** Whoever waits for a text should not have to ask for three. */
const PATIENCE = 30_000;

/** Null: the link is enough, or does not answer at all. */
export async function proofFor(
  services: Pick<Services, 'store' | 'config'>,
  { link, pause, viewOnly }: OpenedLink,
  now: Date,
): Promise<Proof | null> {
  if (pause.require === 'link' || pause.require === 'signed_in') return null;
  if (viewOnly || !isRecipients(link)) return null;
  const to = pause.recipients.find(({ index }) => index === link.recipientIndex)?.masked ?? '';
  const known =
    pause.require === 'passkey' &&
    (await findPasskeys(services.store, ownerOf(services.config, link, pause.mode))).length > 0;
  if (known) return { kind: 'passkey', to, codeOpen: false, nextCodeIn: 0 };
  const code = await findCode(services.store, link);
  return {
    kind: pause.require === 'passkey' ? 'set-up' : 'code',
    to,
    codeOpen: code !== undefined && code.expiresAt > now && code.triesLeft > 0,
    nextCodeIn: code ? Math.max(0, code.sentAt.getTime() + PATIENCE - now.getTime()) : 0,
  };
}

export const isRecipients = (link: RespondLink): link is RecipientLink =>
  link.recipientIndex !== null;

export const ownerOf = (
  config: Pick<ServerConfig, 'publicUrl'>,
  { developerId, pauseId, recipientIndex }: RecipientLink,
  mode: PasskeyOwner['mode'],
): PasskeyOwner => ({ developerId, pauseId, recipientIndex, mode, rpId: rpIdOf(config) });

/** Browsers make passkeys for names only, and only where nobody can listen in. */
export function takesPasskeys({ publicUrl }: Pick<ServerConfig, 'publicUrl'>): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  const named = isIP(hostname) === 0 && !hostname.startsWith('[');
  return named && (protocol === 'https:' || isLoopback(hostname));
}

/** Passkeys are made for the host that links name, and work nowhere else. */
export const rpIdOf = ({ publicUrl }: Pick<ServerConfig, 'publicUrl'>): string =>
  new URL(publicUrl).hostname;
