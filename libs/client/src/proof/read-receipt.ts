// Takes a receipt apart: a compact JWS (RFC 7515), by itself or as the API answers it.
import { canonicalJson } from '@pausepoint/core/proof';
import { fromBase64 } from './base64.ts';
import type { ReceiptClaims } from './receipt-claims.ts';
import { sha256 } from './sha256.ts';
import { ProofInputError } from './verdict.ts';

export interface SignedText {
  readonly kid: string;
  readonly signature: Uint8Array;
  /** What is signed. */
  readonly signed: string;
  readonly claims: ReceiptClaims;
  /** What a passkey signed, where it was given beside the receipt. */
  readonly evidence: unknown;
}

const compact = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** Whether it looks like a receipt, and not like a log. */
export const isReceipt = (text: string): boolean =>
  compact.test(text.trim()) || /^\s*\{\s*"receipt"\s*:/.test(text);

export function readReceipt(text: string): SignedText {
  const { receipt, evidence } = unwrap(text.trim());
  if (!compact.test(receipt)) throw noReceipt();
  const [head, body, end] = receipt.split('.') as [string, string, string];
  const header = json(head);
  const claims = json(body);
  const signature = fromBase64(end);
  const { alg, kid } = header;
  if (alg !== 'EdDSA' || typeof kid !== 'string' || 'crit' in header || !signature) {
    throw noReceipt();
  }
  if (!hasShape(claims)) throw noReceipt();
  return { kid, signature, signed: `${head}.${body}`, claims, evidence };
}

function unwrap(text: string): { receipt: string; evidence?: unknown } {
  if (!text.startsWith('{')) return { receipt: text };
  const { receipt, evidence } = parse(text);
  if (typeof receipt !== 'string') throw noReceipt();
  return { receipt, evidence: evidence ?? undefined };
}

function json(encoded: string): Record<string, unknown> {
  const bytes = fromBase64(encoded);
  if (!bytes) throw noReceipt();
  return parse(new TextDecoder().decode(bytes));
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw noReceipt();
}

function hasShape(claims: unknown): claims is ReceiptClaims {
  const { v, iss, log } = claims as Partial<ReceiptClaims>;
  if (v !== 1 || typeof iss !== 'string' || typeof log !== 'object' || log === null) return false;
  const { sequence, leaf_hash, checkpoint, inclusion, event } = log;
  return (
    typeof sequence === 'number' &&
    typeof leaf_hash === 'string' &&
    typeof checkpoint === 'string' &&
    Array.isArray(inclusion) &&
    inclusion.every((hash) => typeof hash === 'string') &&
    typeof event === 'object' &&
    event !== null &&
    typeof event.detail === 'object' &&
    event.detail !== null
  );
}

/** `sha256:` and the hex SHA-256 of its canonical JSON. */
export function digestOf(value: unknown): string {
  const hash = sha256(new TextEncoder().encode(canonicalJson(value)));
  return `sha256:${Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const noReceipt = (): ProofInputError =>
  new ProofInputError(
    'That is no receipt: wanted is what /v1/pause/{id}/receipt says, or the JWS in it',
  );
