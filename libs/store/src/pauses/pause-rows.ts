// What opening a pause writes, as JSON the statement reads: bytes are sealed, hashed, and in base64.
import { hashShortCode, iso, newId, usagePeriod, type KeyRing } from '@pausepoint/core';
import type { NoticeKind, NotificationStatus } from '@pausepoint/core';
import { askedHash } from './asked-hash.ts';
import { bornAs } from './as-opened.ts';
import { commitToRecipient } from './commitments.ts';
import { knownBy } from './find-twin.ts';
import type { NewPause } from '../records.ts';
import { sealReach, sealWords, wordsOf } from './sealed-words.ts';
import { makeDataKey, sealPauseWebhook } from '../sealing.ts';

export interface PauseRows {
  readonly pause: { readonly id: string; readonly [column: string]: unknown };
  readonly recipients: readonly object[];
  readonly notices: readonly object[];
}

export function toRows(ring: KeyRing, pause: NewPause): PauseRows {
  const { id, content, recipients, developerId, createdAt, idempotency, webhookUrl } = pause;
  const { monthlyQuota, hourlyQuota } = pause;
  const of = { developerId, pauseId: id };
  const dataKey = makeDataKey(ring, of);
  const { key } = dataKey;
  const expiresAt = iso(content.expiresAt);
  const commitments = recipients.map((to) => commitToRecipient(key, to));
  return {
    pause: {
      developer_id: developerId,
      mode: pause.mode,
      id,
      key: idempotency?.key,
      fingerprint: idempotency && base64(knownBy(key, idempotency.fingerprint)),
      month: monthlyQuota === null ? undefined : usagePeriod(createdAt),
      monthly_quota: monthlyQuota ?? undefined,
      key_id: hourlyQuota?.keyId,
      hourly_quota: hourlyQuota?.pauses,
      options: content.options,
      allow_text_response: content.allowTextResponse,
      timeout_default: content.timeoutDefault,
      sandboxed: pause.sandboxed,
      risk: pause.risk,
      require: pause.require,
      undo_seconds: pause.undoSeconds,
      run_id: content.agent?.run_id,
      watch: pause.watch !== null,
      webhook_url: webhookUrl === null ? undefined : base64(sealPauseWebhook(ring, of, webhookUrl)),
      created_at: iso(createdAt),
      expires_at: expiresAt,
      developer_name: content.developerName,
      metadata: pause.metadata,
      digest: pause.contentDigest,
      words: base64(sealWords(key, of, wordsOf(content, pause))),
      data_key: base64(dataKey.sealed),
      event_id: newId(createdAt),
      detail: auditDetail(pause, expiresAt, commitments),
    },
    recipients: recipients.map((to, place) => ({
      pause_id: id,
      index: to.index,
      channel: to.channel,
      commitment: commitments[place],
      reach: base64(sealReach(key, { ...of, index: to.index }, to)),
      code_hash: base64(hashShortCode(to.code)),
      after_seconds: to.afterSeconds,
      address_hash: base64(askedHash(ring, { developerId, ...to })),
    })),
    notices: noticesOf(pause).map((notice) => ({
      pause_id: id,
      id: newId(createdAt),
      ...notice,
    })),
  };
}

/** A third less text than hex, none of it to be escaped. */
const base64 = (bytes: Buffer): string => bytes.toString('base64');

interface PlannedNotice {
  readonly index: number;
  readonly notice: NoticeKind;
  readonly status: NotificationStatus;
  /** Seconds; null: it is done already. */
  readonly wait: number | null;
}

/** A question for everybody, and a reminder for whoever is asked at once. */
function noticesOf({ recipients, remindAfterSeconds }: NewPause): readonly PlannedNotice[] {
  const questions = recipients.map(({ index, afterSeconds, handedOver }) => ({
    index,
    notice: 'question' as const,
    status: bornAs(handedOver),
    wait: handedOver ? null : afterSeconds,
  }));
  if (remindAfterSeconds === null) return questions;
  const askedAtOnce = recipients.filter((to) => to.afterSeconds === 0 && !to.handedOver);
  const reminder = { notice: 'reminder', status: 'queued', wait: remindAfterSeconds } as const;
  return [...questions, ...askedAtOnce.map(({ index }) => ({ index, ...reminder }))];
}

/** The digest stands for the words, commitments for the recipients. */
const auditDetail = (pause: NewPause, expiresAt: string, commitments: readonly string[]) => ({
  content_digest: pause.contentDigest,
  options: pause.content.options.length,
  expires_at: expiresAt,
  sandboxed: pause.sandboxed,
  risk: pause.risk,
  ...(pause.watch && { dialect: 'api/pause' }),
  ...(pause.require !== 'link' && { require: pause.require }),
  ...(pause.undoSeconds > 0 && { undo_seconds: pause.undoSeconds }),
  recipients: pause.recipients.map(({ index, channel, afterSeconds }, place) => ({
    index,
    channel,
    recipient_commitment: commitments[place],
    ...(afterSeconds > 0 && { after_seconds: afterSeconds }),
  })),
  ...(pause.remindAfterSeconds !== null && { remind_after_seconds: pause.remindAfterSeconds }),
});
