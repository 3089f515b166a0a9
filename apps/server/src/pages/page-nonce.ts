// The stateless proof that an answer comes from a page we served, to this browser, not just now.
import { createHmac, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { type KeyRing, SECOND, HOUR } from '@pausepoint/core';
import type { ServerConfig } from '../config.ts';
import type { RespondLink } from '../respond-link.ts';
import type { Ctx } from '../services.ts';

/** Shorter than any human needs to read a question. */
export const YOUNGEST = 0.7 * SECOND;
const OLDEST = 24 * HOUR;
const MAC_BYTES = 16;
const BYTES = 4 + 6 + MAC_BYTES;

/** What a nonce is good for: one link, in one browser (or, for the typed code, in any). */
export interface NonceScope {
  readonly link: RespondLink;
  /** Null: not tied to a browser, so it is worth nothing without the typed code. */
  readonly cookie: string | null;
}

/** base64url of: key id (4), time in milliseconds (6), HMAC-SHA256 cut to 16 bytes. */
export function mintNonce(ring: KeyRing, scope: NonceScope, now: Date): string {
  const bytes = Buffer.alloc(BYTES);
  ring.currentId.copy(bytes);
  bytes.writeUIntBE(now.getTime(), 4, 6);
  mac(ring.key('page-nonce')!, scope, now.getTime()).copy(bytes, 10);
  return bytes.toString('base64url');
}

/** True for a nonce of ours for this scope that is old enough for a human and not stale. */
export function acceptsNonce(ring: KeyRing, scope: NonceScope, nonce: string, now: Date): boolean {
  const minted = nonceTime(ring, scope, nonce);
  if (!minted) return false;
  const age = now.getTime() - minted.getTime();
  return age >= YOUNGEST && age <= OLDEST;
}

/** When we made it; undefined: it is none of ours for this scope. */
export function nonceTime(ring: KeyRing, scope: NonceScope, nonce: string): Date | undefined {
  const bytes = Buffer.from(nonce, 'base64url');
  if (bytes.length !== BYTES) return undefined;
  const key = ring.key('page-nonce', bytes.subarray(0, 4));
  const time = bytes.readUIntBE(4, 6);
  if (!key || !timingSafeEqual(mac(key, scope, time), bytes.subarray(10))) return undefined;
  return new Date(time);
}

/** Four digits that only somebody who looks at the page with this nonce has seen. */
export function typedCode(ring: KeyRing, nonce: string): string {
  const digest = createHmac('sha256', ring.key('page-nonce')!).update(`code ${nonce}`).digest();
  return String(digest.readUInt32BE() % 10_000).padStart(4, '0');
}

function mac(key: KeyObject, { link, cookie }: NonceScope, time: number): Buffer {
  const { developerId, pauseId, recipientIndex, person } = link;
  const session = person ? [person.csrf] : [];
  const text = JSON.stringify([developerId, pauseId, recipientIndex, cookie, time, ...session]);
  return createHmac('sha256', key).update(text).digest().subarray(0, MAC_BYTES);
}

/** The `__Host-` prefix keeps other subdomains from planting one. */
const cookieName = ({ publicUrl }: Pick<ServerConfig, 'publicUrl'>): string =>
  publicUrl.startsWith('https:') ? '__Host-pausepoint-page' : 'pausepoint-page';

export function readPageCookie(ctx: Ctx, config: Pick<ServerConfig, 'publicUrl'>): string | null {
  const value = ctx.cookies.get(cookieName(config));
  return value && /^[\w-]{22}$/.test(value) ? value : null;
}

/** Reuses the browser's cookie, so that two tabs both work. */
export function pageCookie(ctx: Ctx, config: Pick<ServerConfig, 'publicUrl'>): string {
  const known = readPageCookie(ctx, config);
  if (known) return known;
  const value = randomBytes(16).toString('base64url');
  const secure = config.publicUrl.startsWith('https:') ? '; Secure' : '';
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure}`;
  ctx.append('Set-Cookie', `${cookieName(config)}=${value}; ${attributes}`);
  return value;
}
