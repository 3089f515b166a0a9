// Checks a receipt: who signed it, and that the audit log holds the decision it tells of.
import { toBase64 } from './base64.ts';
import { leafOf } from './check-event.ts';
import { readPasskeys, type PasskeySource } from './credential-keys.ts';
import { listOf } from './list-of.ts';
import { readHeads, type LogHead } from './log-heads.ts';
import { includes } from './log-proofs.ts';
import { checkPasskey, type ReceiptPasskey } from './passkey.ts';
import { isSignedBy, readPublicKeys, type KeySource, type PublicKey } from './public-keys.ts';
import { differenceTo, type ReceiptClaims } from './receipt-claims.ts';
import { digestOf, readReceipt, type SignedText } from './read-receipt.ts';
import type { Outcome } from './verdict.ts';

export interface ReceiptEvidence {
  /** The keys you trust; keep them apart from the receipt. */
  readonly keys?: KeySource | readonly KeySource[] | undefined;
  /**
   * The passkeys you know to be the human's. Who holds the server's key can sign any receipt, but not
   * what these sign.
   */
  readonly passkeys?: PasskeySource | readonly PasskeySource[] | undefined;
}

export interface ReceiptVerdict {
  readonly outcome: Outcome;
  /** What is wrong with it, in words. */
  readonly fault: string | null;
  /** What it says; only to be believed when it is proven. */
  readonly claims: ReceiptClaims;
  /** What signed the decision itself, where what it signed was beside the receipt and is good. */
  readonly passkey: ReceiptPasskey | null;
  /** Why not more can be told, in words. */
  readonly open: readonly string[];
  /** What its proof does not reach. */
  readonly notes: readonly string[];
}

export const receipts = { verify };

/**
 * Whether a receipt is one that the server signed, about a decision its audit log holds.
 * @param receipt the compact JWS, or the answer of `/v1/pause/{id}/receipt` as text
 */
async function verify(receipt: string, evidence: ReceiptEvidence = {}): Promise<ReceiptVerdict> {
  const signed = readReceipt(receipt);
  const { claims } = signed;
  const keys = listOf(evidence.keys).flatMap(readPublicKeys);
  const pinned = listOf(evidence.passkeys).flatMap(readPasskeys);
  const [head] = await readHeads([claims.log.checkpoint], keys);
  const untrue =
    (await faultOfSignature(signed, keys)) ??
    faultOfPlace(claims, head!) ??
    faultOfEvidence(signed);
  const found = untrue === undefined ? await checkPasskey(claims, signed.evidence, pinned) : {};
  const fault = untrue ?? found.fault;
  const open =
    fault === undefined
      ? [...unsure(signed, keys, head!), ...elsewhere(claims), ...some(found.open)]
      : [];
  return {
    outcome: fault !== undefined ? 'tampered' : open.length > 0 ? 'unproven' : 'proven',
    fault: fault ?? null,
    claims,
    passkey: found.passkey ?? null,
    open,
    notes: fault === undefined ? [...some(found.note), reach] : [],
  };
}

const some = (text: string | undefined): string[] => (text === undefined ? [] : [text]);

async function faultOfSignature(
  { kid, signature, signed }: SignedText,
  keys: readonly PublicKey[],
): Promise<string | undefined> {
  const key = keys.find((one) => one.kid === kid);
  if (!key || (await isSignedBy(key, signature, signed))) return undefined;
  return 'Its signature is false: it was altered, or the server never signed it.';
}

function faultOfPlace(claims: ReceiptClaims, head: LogHead): string | undefined {
  const { log } = claims;
  const { event, sequence } = log;
  const leaf = leafOf(event);
  if (head.signed === 'false') return 'The checkpoint in it is not signed by the key it names.';
  if (!leaf || toBase64(leaf) !== log.leaf_hash) {
    return `The event in it (${event.event_id}) is not what its leaf hash says: it was altered.`;
  }
  if (head.origin !== log.origin || !head.origin.endsWith(logOf(claims))) {
    return `The log in it is ${head.origin}, and not the one of its developer and mode.`;
  }
  if (!includes(head, { sequence, proof: log.inclusion }, leaf)) {
    return `The log does not hold the event in it (${event.event_id}) at #${sequence}.`;
  }
  const different = differenceTo(claims, event);
  return (
    different &&
    `Its ${different} is not what the sealed event (${event.event_id}) says: it was altered.`
  );
}

const logOf = ({ developer_id, mode }: ReceiptClaims): string => `/audit/${developer_id}/${mode}`;

/** A log bears the address of its server as it last grew; whether that moved since, no file tells. */
function elsewhere({ log, iss }: ReceiptClaims): string[] {
  const at = URL.canParse(iss) ? new URL(iss).host : iss;
  if (log.origin.startsWith(`${at}/audit/`)) return [];
  return [`It is from ${iss}, and its log from ${log.origin}: did this server move?`];
}

/** What a passkey signed is given beside the receipt, which holds its digest. */
function faultOfEvidence({ claims, evidence }: SignedText): string | undefined {
  const digest = claims.decision?.evidence_digest;
  if (evidence === undefined || (digest !== undefined && digestOf(evidence) === digest)) {
    return undefined;
  }
  return 'The evidence beside it is not the one it was signed over.';
}

function unsure({ kid }: SignedText, keys: readonly PublicKey[], head: LogHead): string[] {
  if (keys.length === 0) {
    return [
      'No key was given: whether the server signed it can’t be told. Its keys are at /.well-known/jwks.json.',
    ];
  }
  const change =
    'If the server’s key was changed, its /.well-known/jwks.json has both: make sure that it is the server’s own.';
  return [
    ...(keys.some((key) => key.kid === kid)
      ? []
      : [`It is signed by a key that is not among yours (${kid}). ${change}`]),
    ...(head.signed === 'true'
      ? []
      : [`The checkpoint in it is signed by a key that is not among yours. ${change}`]),
  ];
}

const reach =
  'The log proves how the pause ended, what was chosen and how it came; times and content_digest are the server’s word. Whether the log was rewritten since, a later checkpoint and export show.';
