// The PausePoint client: ask a human, wait for the answer, trust the webhook.
export { pausepoint } from './client.ts';
export type { PausePoint } from './client.ts';
export type { AuditFilter, AuditLog, AuditPageFilter, ExportFilter } from './audit-log.ts';
export type { EventFilter, Events } from './events.ts';
export type {
  CreateOptions,
  PauseFilter,
  Pauses,
  Question,
  ReadOptions,
  SettledPause,
} from './pauses.ts';
export type { CallOptions, ClientOptions } from './request.ts';
export { PausePointError } from './error.ts';
export type { ErrorCode } from './error.ts';
export { answerInWords, refusalInWords } from './in-words.ts';
export { audit } from './proof/audit.ts';
export type { AuditEvidence } from './proof/audit-evidence.ts';
export type { AuditFault, AuditVerdict, FaultKind } from './proof/audit-verdict.ts';
export type { PasskeyJwk, PasskeySource } from './proof/credential-keys.ts';
export type { ReceiptPasskey } from './proof/passkey.ts';
export type { KeySource, PublicKeyJwk } from './proof/public-keys.ts';
export type { TextSource } from './proof/read-lines.ts';
export type {
  LogPlace,
  ReceiptClaims,
  ReceiptDecision,
  SealedEvent,
} from './proof/receipt-claims.ts';
export { receipts } from './proof/receipts.ts';
export type { ReceiptEvidence, ReceiptVerdict } from './proof/receipts.ts';
export { ProofInputError } from './proof/verdict.ts';
export type { Outcome } from './proof/verdict.ts';
export { takeApproval } from './take-approval.ts';
export type { TakeOnce } from './take-approval.ts';
export { toolCallQuestion, toolCallVerdict } from './tool-call.ts';
export type { ToolCall, ToolCallAsk, ToolCallRefusal, ToolCallVerdict } from './tool-call.ts';
export { askInWords, openToolCall, settleToolCall } from './tool-call-asking.ts';
export type { SettleToolCallOptions } from './tool-call-asking.ts';
export { toolCallDigest } from './tool-call-digest.ts';
export type {
  DeliveryFilter,
  RedeliverSpan,
  WebhookEndpoints,
  WebhookPageFilter,
} from './webhook-endpoints.ts';
export { webhooks, WebhookVerificationError } from './webhooks.ts';
export type { HeadersLike, VerifyOptions } from './webhooks.ts';
export type {
  Agent,
  Channel,
  CreatePause,
  Decision,
  EventPage,
  Fact,
  Fallback,
  Mode,
  Notification,
  NotificationStatus,
  Pause,
  PauseList,
  PauseRecipient,
  PauseStatus,
  Problem,
  ProblemCode,
  Recipient,
  Risk,
  WebhookEvent,
  WebhookEventType,
} from '@pausepoint/contract/wire';
export type {
  AuditEvent,
  AuditEventType,
  AuditList,
  ConsistencyProof,
  InclusionProof,
  Me,
} from '@pausepoint/contract/wire-account';
export type {
  Delivery,
  DeliveryList,
  DeliveryStatus,
  NewWebhook,
  RegisterWebhook,
  UpdateWebhook,
  Webhook,
  WebhookList,
} from '@pausepoint/contract/wire-webhooks';
