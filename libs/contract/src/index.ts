// The public JSON: what may come in, what goes out, and the document that says so.
export { RawJson, toJson } from './json/raw-json.ts';
export { readJson } from './json/read-json.ts';
export type { JsonDocument } from './json/read-json.ts';
export { pointer, refuse } from './faults.ts';
export type { CodedFault } from './faults.ts';
export { parseBody, parseNoFields, parseQuery } from './validate.ts';
export type { Query } from './validate.ts';
export { fingerprint, readIdempotencyKey } from './idempotency.ts';
export type { Idempotency } from './idempotency.ts';
export { decodeCursor, encodeCursor, pageOf } from './cursor.ts';
export { checkWebhookUrl } from './webhook-url.ts';

export { createPauseSchema } from './create-pause-schema.ts';
export { parseCreatePause } from './create-pause.ts';
export type { CreateOptions, Question } from './create-pause.ts';
export type { AskedRecipient } from './recipients.ts';
export { pauseListSchema, pauseSchema } from './pause.ts';
export { presentPause, presentPauseList } from './present-pause.ts';
export type { PauseLinks, PresentablePause, PresentedPause } from './present-pause.ts';
export {
  parseApprove,
  parseCreateWatch,
  parseWatchQuery,
  presentNewWatch,
  presentWatch,
  presentWatchList,
  watchBody,
  watchedAs,
  watchStatus,
  watchUrl,
} from './watch.ts';
export type { PresentableWatch } from './watch.ts';
export type { WatchStatus } from './watch-schema.ts';
export { farthestWatch } from './watch-schema.ts';
export { webhookBody, webhookTestBody } from './webhook-body.ts';
export type { TestedWebhook, WebhookEventRecord } from './webhook-body.ts';
export { eventPageSchema, parseEventQuery, presentEvents, refuseCursor } from './event-feed.ts';
export type { EventCursor, Feed } from './event-cursor.ts';
export {
  answeredSchema,
  answerSchema,
  heldSchema,
  parseRespond,
  presentHeld,
  presentQuestion,
  presentResponse,
  questionSchema,
} from './respond.ts';
export {
  parseAuditQuery,
  parseDeliveryQuery,
  parseListPauses,
  parseKeyQuery,
  parseNoQuery,
  parsePageQuery,
  parseWait,
  parseWebhookDeliveryQuery,
} from './queries.ts';
export {
  parseAcceptForm,
  parseAddressForm,
  parseChangePasswordForm,
  parseInvitationForm,
  parseNameForm,
  parseNewPasswordForm,
  parseRoleForm,
  parseSignInForm,
  parseSignUpForm,
} from './account-forms.ts';
export { parseForm, type FormValues } from './parse-form.ts';
export {
  loginSchema,
  meSchema,
  parseLogin,
  parseRegister,
  presentMe,
  presentRegistered,
  registeredSchema,
  registerSchema,
} from './auth.ts';
export {
  keyListSchema,
  keySchema,
  newKeySchema,
  parseCreateKey,
  parseRotateKey,
  presentKey,
  presentKeyList,
  presentNewKey,
} from './keys.ts';
export type { PresentableKey } from './keys.ts';
export {
  parseAddApprover,
  parseApproverQuery,
  presentApprover,
  presentApproverList,
} from './approvers.ts';
export type { AskedApprover, PresentableApprover } from './approvers.ts';
export { policySchema, presentPolicy } from './policy.ts';
export type { KeyPolicy } from './policy.ts';
export { checkPolicy } from './check-policy.ts';
export type { PolicyRequest } from './check-policy.ts';
export {
  defaultSecretSchema,
  newWebhookSchema,
  parseRegisterWebhook,
  parseRotateSecret,
  parseUpdateWebhook,
  presentDefaultSecret,
  presentNewWebhook,
  presentWebhook,
  presentWebhookList,
  webhookListSchema,
  webhookSchema,
} from './webhooks.ts';
export type { PresentableWebhook } from './webhooks.ts';
export {
  deliveryListSchema,
  deliverySchema,
  parseRedeliverDead,
  presentDelivery,
  presentDeliveryList,
  presentRedelivered,
} from './deliveries.ts';
export type { PresentableDelivery } from './deliveries.ts';
export { auditEventSchema, auditListSchema, presentAudit, presentAuditList } from './audit.ts';
export type { PresentableAuditEvent } from './audit.ts';
export { exportHead, exportLine, exportTypes, parseExportQuery } from './audit-export.ts';
export type { ExportFormat } from './audit-export.ts';
export {
  checkpointHeader,
  consistencySchema,
  inclusionSchema,
  parseProofQuery,
  presentConsistency,
  presentInclusion,
  refuseProof,
} from './audit-proof.ts';
export type { ProofWish } from './audit-proof.ts';
export {
  keySetSchema,
  presentKeySet,
  presentReceipt,
  receiptClaimsSchema,
  receiptSchema,
} from './receipt.ts';
export type { PresentableReceipt } from './receipt.ts';
export {
  presentMessage,
  presentMessageList,
  sandboxListSchema,
  sandboxMessageSchema,
} from './sandbox.ts';
export type { PresentableMessage } from './sandbox.ts';
export { askAlways } from './claude-code/hook-policy.ts';
export type { HookPolicy, HookRule, Outcome as HookOutcome } from './claude-code/hook-policy.ts';
export {
  HOOK_MARGIN_SECONDS,
  hookTimeout,
  parseHookQuery,
  parseHookSetting,
  presentHookSetting,
} from './claude-code/hook-setting.ts';
export type { AskedHook, HookSetting } from './claude-code/hook-setting.ts';
export {
  noHookDecision,
  parseHookEvent,
  presentHookDecision,
  readCutHookEventName,
  readHookEventName,
} from './claude-code/hook-event.ts';
export type { HookDecision, HookEventName, ToolCall } from './claude-code/hook-event.ts';
export { presentProblem, problemSchema, readId, statusOf } from './problem.ts';
export type * as wire from './wire.ts';
export { webhookEventSchema, webhookTestSchema } from './webhook-event.ts';
export { difyDocument } from './openapi/dify.ts';
export { openapi } from './openapi/openapi.ts';
export type { OpenapiOptions } from './openapi/openapi.ts';
export { operations, problemsOf } from './openapi/operations.ts';
export type { Access, Operation } from './openapi/operation.ts';
