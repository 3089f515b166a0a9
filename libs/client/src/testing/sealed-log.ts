// A sealed log in memory, as the server would export, sign and prove it, for tests to tamper with.
import { sign } from 'node:crypto';
import { createKeyRing, readSigningKey, sha256, signCheckpoint } from '@pausepoint/core';
import {
  appendLeaves,
  auditLeaf,
  commitmentTo,
  consistencyRanges,
  foldSubtrees,
  inclusionRanges,
  leafHash,
  noTree,
  type LoggedEvent,
} from '@pausepoint/core/proof';
import { toBase64, toBase64Url } from '../proof/base64.ts';
import type { ExportedEvent } from '../proof/read-event.ts';

export const origin = 'pause.example/audit/dev_1/live';

export const aKey = (secret = 'a secret for tests, of no worth at all') =>
  readSigningKey(createKeyRing(secret));

export type Key = ReturnType<typeof aKey>;

export const jwks = (...keys: readonly Key[]): string =>
  JSON.stringify({
    keys: keys.map(({ publicKey }) => ({ kty: 'OKP', crv: 'Ed25519', x: toBase64Url(publicKey) })),
  });

export interface SealedLog {
  readonly events: readonly ExportedEvent[];
  /** The signed head of its first `size` events. */
  readonly note: (size: number) => string;
  readonly inclusion: (sequence: number, size?: number) => string;
  readonly consistency: (from: number, size?: number) => string;
  readonly receipt: (sequence: number, claims?: object) => string;
}

export function anEvent(index: number): LoggedEvent {
  const value = `+1•••••${1000 + index}`;
  const recipient_commitment = commitmentTo(sha256, `salt-${index}`, value);
  const opened = { recipient: value, recipient_salt: `salt-${index}`, recipient_commitment };
  const answer = { choice: 'Approve', via: 'page', identified_by: 'link', recipient_index: 0 };
  return {
    event_id: `evt_${index}`,
    event_type: index % 2 === 0 ? 'pause.created' : 'pause.responded',
    actor: index % 2 === 0 ? 'developer' : 'human',
    pause_id: `psr_${Math.floor(index / 2)}`,
    detail: index % 2 === 0 ? { options: 2, recipients: [{ index: 0, ...opened }] } : answer,
    created_at: new Date(Date.UTC(2026, 10, 22, 4) + index * 1_000).toISOString(),
  };
}

export function sealedLog(all: readonly LoggedEvent[], key: Key = aKey()): SealedLog {
  const leaves = all.map((event) => leafHash(sha256, auditLeaf(event)));
  const rootOf = (start: number, end: number) =>
    foldSubtrees(sha256, appendLeaves(sha256, noTree, leaves.slice(start, end)).edge.hashes);
  const note = (size: number) => signCheckpoint(key, { origin, size, root: rootOf(0, size) });
  const prove = (ranges: ReturnType<typeof inclusionRanges>) =>
    ranges.map(({ start, end }) => toBase64(rootOf(start, end)));
  const whole = all.length;
  const receipt = (sequence: number, claims: object = {}) => {
    const event = all[sequence]!;
    const { detail } = event;
    const payload = {
      ...{
        v: 1,
        iss: 'https://pause.example',
        iat: 1_795_000_000,
        developer_id: 'dev_1',
        mode: 'live',
      },
      ...{ pause_id: event.pause_id, content_digest: 'sha256:00', status: 'responded' },
      ...{ human_decided: true, response_choice: detail['choice'], response_text_commitment: null },
      ...{ response_at: event.created_at, resolved_at: event.created_at },
      decision: { ...detail, channel: 'sms', recipient_commitment: null },
      log: {
        ...{
          origin,
          sequence,
          leaf_hash: toBase64(leaves[sequence]!),
          checkpoint: note(whole),
          event,
        },
        inclusion: prove(inclusionRanges(sequence, whole)),
      },
      ...claims,
    };
    return signedJws(payload, key);
  };
  return {
    events: all.map((event, sequence) => ({
      ...event,
      sequence,
      leaf_hash: toBase64(leaves[sequence]!),
    })),
    note,
    inclusion: (sequence, size = whole) =>
      JSON.stringify({
        ...{ event_id: all[sequence]!.event_id, sequence, size, checkpoint: note(size) },
        proof: prove(inclusionRanges(sequence, size)),
      }),
    consistency: (from, size = whole) =>
      JSON.stringify({
        ...{ from_size: from, size, checkpoint: note(size) },
        proof: prove(consistencyRanges(from, size)),
      }),
    receipt,
  };
}

export const lineUp = (events: readonly unknown[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');

export const firstEvents = (count: number): LoggedEvent[] =>
  Array.from({ length: count }, (_, index) => anEvent(index));

function signedJws(payload: object, { kid, privateKey }: Key): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${encode({ alg: 'EdDSA', kid })}.${encode(payload)}`;
  return `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`;
}
