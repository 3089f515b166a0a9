// The rules every other package speaks in. No I/O, no clock.
export { DomainError, problems } from './error.ts';
export type { Fault, ProblemCode } from './error.ts';
export { addMilliseconds, DAY, HOUR, iso, isoOrNull, MINUTE, SECOND, utcTime } from './time.ts';
export { formatId, idPrefixes, newId, parseId } from './id.ts';
export type { IdKind } from './id.ts';
export { formatDeliveryKey, parseDeliveryKey } from './delivery-key.ts';
export type { DeliveryKey } from './delivery-key.ts';
export { events, eventTypes, webhookEventTypes, webhookTest } from './event.ts';
export type { Actor, EventType, PostedEventType, WebhookEventType } from './event.ts';
export { endings } from './ending.ts';
export type { SettledStatus } from './ending.ts';
export { needsPage, pauseStatuses, requirements, risks } from './pause-state.ts';
export type {
  Answer,
  Held,
  IdentifiedBy,
  PauseState,
  PauseStatus,
  Requirement,
  Risk,
  Settlement,
  Via,
} from './pause-state.ts';
export { isUndeliverable } from './undeliverable.ts';
export {
  asOf,
  byClock,
  cancel,
  disown,
  dueAt,
  isDisowned,
  refusalOf,
  respond,
  revoke,
  timedOut,
  timeOut,
} from './pause.ts';
export type { Refusal, Verdict } from './pause.ts';
export { channelNames, planNames, plans, unlimited, usagePeriod } from './plan.ts';
export type { ChannelName, Limits, PlanName } from './plan.ts';
export { hashApiKey, keyPrefixes, modes, newApiKey, parseApiKey } from './api-key.ts';
export type { KeyPrefix, KeyRole, Mode } from './api-key.ts';
export { deeds, mayDo, memberRoles } from './role.ts';
export type { Deed, MemberRole } from './role.ts';
export { createKeyRing } from './key-ring.ts';
export type { KeyRing, Purpose } from './key-ring.ts';
export { seal, unseal } from './sealed.ts';
export {
  hashUnder,
  newDataKey,
  readDataKey,
  saltUnder,
  sealUnder,
  unsealUnder,
} from './data-key.ts';
export {
  hashShortCode,
  isShortCode,
  mintResponseToken,
  newShortCode,
  readResponseToken,
} from './response-token.ts';
export type { ResponseClaim } from './response-token.ts';
export { sha256 } from './sha256.ts';
export { isSignedBy, readSigningKey, signCheckpoint } from './signing-key.ts';
export type { SigningKey } from './signing-key.ts';
export { canonicalJson } from './canonical-json.ts';
export { contentDigest, factKinds, newDigestSalt } from './digest.ts';
export type { Agent, Content, Fact, FactKind } from './digest.ts';
export { afterWord, endpointPatienceSeconds } from './endpoint-health.ts';
export type { EndpointChange, ReceiverWord } from './endpoint-health.ts';
export { afterAttempt, afterDisowned, afterReport, UNEXPECTED } from './delivery.ts';
export type {
  DeliveryKind,
  DeliveryStatus,
  DisabledReason,
  NoticeKind,
  NotificationStatus,
  Outcome,
  ReportedStatus,
  Step,
  WebhookStatus,
} from './delivery.ts';
export { findLookAlikes, skeleton } from './look-alike.ts';
export { escapeHtml, Html, html } from './html.ts';
export type { HtmlValue } from './html.ts';
export { showInvisible, showOnOneLine } from './show-invisible.ts';
export { isPublicAddress, webhookUrlFault } from './webhook-url.ts';
export { signWebhook, webhookHeaders } from './sign-webhook.ts';
export type { SignableWebhook } from './sign-webhook.ts';
