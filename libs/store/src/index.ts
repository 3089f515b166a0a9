// PostgreSQL lives here and nowhere else: what the apps may call.
export { openStore } from './open-store.ts';
export type { StoreOptions } from './open-store.ts';
export type { Store } from './store.ts';
export { isMigrated, migrate, ping } from './migrate.ts';
export { claimInstallation, setupToken } from './installation.ts';
export { openPause } from './open-pause.ts';
export { createBatches } from './batches.ts';
export { findPause, findPauseByLink, findPauses, findShortCode } from './find-pause.ts';
export { changedPauses } from './changed-pauses.ts';
export { listPauses } from './list-pauses.ts';
export { searchPauses } from './search-pauses.ts';
export { requestCode } from './request-code.ts';
export type { CodeRequest, CodeSent } from './request-code.ts';
export { checkCode } from './check-code.ts';
export type { CodeTry, CodeVerdict } from './check-code.ts';
export { findCode } from './find-code.ts';
export type { SentCode } from './find-code.ts';
export { recordView } from './record-view.ts';
export type { View } from './record-view.ts';
export { settle } from './settle.ts';
export { settleOverdue } from './settle-overdue.ts';
export { erasedSince, settledSince, type Tail } from './settled-since.ts';
export { changedSince } from './changed-since.ts';
export type { Changes, Watched } from './changed-since.ts';
export { endOfEvents, eventsSince } from './events-since.ts';
export type { EventFilter, FeedCursor, FeedPage } from './events-since.ts';
export { oldestUnsealed } from './audit/oldest-unsealed.ts';
export { sealEvents } from './audit/seal-events.ts';
export type { Sealed, SealOptions } from './audit/seal-events.ts';
export {
  consistencyProof,
  findLogHead,
  findLogHeads,
  findLogPlace,
  hasEvent,
  inclusionProof,
} from './audit/proofs.ts';
export type { LogHead, LogPlace, NewestHead } from './audit/proofs.ts';
export { checkLog } from './audit/check-log.ts';
export type { LogCheck, LogFault } from './audit/check-log.ts';
export { exportAudit } from './audit/export-audit.ts';
export type { AuditExport, ExportWish } from './audit/export-audit.ts';
export { archiveMonths, LEAST_RETENTION_DAYS } from './audit/archive-months.ts';
export type { Archived, WhyKept } from './audit/archive-months.ts';
export { holdAudit, listAuditHolds, releaseAudit } from './audit/hold-audit.ts';
export type { AuditHold } from './audit/hold-audit.ts';
export { isArchived } from './audit/is-archived.ts';
export { listAuditMonths } from './audit/list-audit-months.ts';
export { makeAuditMonths } from './audit/months.ts';
export { returnMonth } from './audit/return-month.ts';
export { findEnding } from './audit/find-ending.ts';
export type { Ending } from './audit/find-ending.ts';
export { keepSigningKey, listSigningKeys } from './audit/signing-keys.ts';
export type { PublicSigningKey } from './audit/signing-keys.ts';
export { oldestOverdue, untilDue } from './due.ts';
export type { DueKind, UntilDue } from './due.ts';
export { claimNotifications } from './claim-notifications.ts';
export type { ClaimOptions } from './open-claims.ts';
export { claimWebhooks } from './claim-webhooks.ts';
export { claimOwnerMail, recordOwnerMail } from './owner-mail.ts';
export type { OwnerMailClaim, OwnerMailResult } from './owner-mail.ts';
export { recordAttempts } from './record-attempts.ts';
export type { Report } from './record-attempts.ts';
export { reportDelivery } from './report-delivery.ts';
export { reportUnexpected } from './report-unexpected.ts';
export { allowAgain } from './unwanted.ts';
export type { Reached } from './unwanted.ts';
export { hearOnce } from './hear-once.ts';
export { takeMessageAllowance } from './message-allowance.ts';
export type { MessageAllowance } from './message-allowance.ts';
export { findReplyDigit, takeReplyDigits } from './reply-digits.ts';
export type { DigitsWanted, ReplyDigit } from './reply-digits.ts';
export { dropSetting, findSetting, keepSetting } from './integration-settings.ts';
export type { Integration, KeptSetting } from './integration-settings.ts';
export { useAnswer } from './use-answer.ts';
export { addPasskey, findPasskeys, passkeyUserId, usePasskey } from './passkeys.ts';
export type { NewPasskey, PasskeyOwner, PasskeyRecord } from './passkeys.ts';
export {
  addApprover,
  findApprover,
  linkApprover,
  listApprovers,
  removeApprover,
} from './approvers.ts';
export type { ApproverRecord, NewApprover } from './approvers.ts';
export { forgetPasskeys } from './forget-passkeys.ts';
export type { PasskeysOf } from './forget-passkeys.ts';
export { findAsked, listWaiting } from './asked.ts';
export { askConfirmation, confirmAddress } from './confirm-address.ts';
export type { AskedPerson, Waiting } from './asked.ts';
export { listWatches } from './list-watches.ts';
export type { WatchEnding, WatchFilter } from './list-watches.ts';
export { releaseLeases } from './release-leases.ts';
export { countDevelopers, findDeveloper, findPersonByEmail, register } from './developers.ts';
export type { NewDeveloper, PersonRecord, Registered } from './developers.ts';
export { countPauses } from './count-pauses.ts';
export { usageByDay } from './usage-by-day.ts';
export type { Days, DayUsage } from './usage-by-day.ts';
export { answerTimes, NEWEST_PAUSES, usageByChannel } from './usage-of-newest.ts';
export type { AnswerTimes, ChannelUsage } from './usage-of-newest.ts';
export { createKey, findKey, listKeys, revokeKey, rotateKey, touchKey } from './keys.ts';
export type { KeyToEnd, MadeKey } from './keys.ts';
export type { NewKey } from './insert-key.ts';
export {
  closeSession,
  endSessions,
  findSession,
  isSessionOpen,
  listSessions,
  openSession,
  proveSession,
  switchSession,
} from './sessions.ts';
export type { NewSession, OpenSession } from './sessions.ts';
export { acceptInvitation } from './accept-invitation.ts';
export type { Acceptance, Accepted } from './accept-invitation.ts';
export {
  findInvitation,
  invite,
  inviteToSignUp,
  listInvitations,
  revokeInvitation,
} from './invitations.ts';
export type {
  FoundInvitation,
  ListedInvitation,
  MadeInvitation,
  NewInvitation,
} from './invitations.ts';
export { askReset, changePassword, findReset, makeReset, resetPassword } from './passwords.ts';
export { changePlan, disableDeveloper, enableDeveloper, listDevelopers } from './operate.ts';
export type { ListedDeveloper } from './operate.ts';
export { findPerson, renameDeveloper, renamePerson } from './persons.ts';
export type { Person } from './persons.ts';
export {
  addPersonPasskey,
  listPersonPasskeys,
  removePersonPasskey,
  usePersonPasskey,
} from './person-passkeys.ts';
export type { PersonPasskey } from './person-passkeys.ts';
export { findIdentity, linkIdentity, listIdentities } from './identities.ts';
export type { IdentityKey } from './identities.ts';
export { claimAccountMail, recordAccountMail, RESET_HOURS } from './account-mail.ts';
export type { AccountMailClaim, AccountMailResult, KeptMail } from './account-mail.ts';
export { changeRole, listBelongings, listMembers, removeMember } from './members.ts';
export type { Belonging, Member, MemberKey, MemberVerdict } from './members.ts';
export {
  createWebhook,
  deleteWebhook,
  findWebhook,
  listWebhooks,
  mostWebhooks,
} from './webhooks.ts';
export type { NewWebhook } from './webhooks.ts';
export { rotateWebhookSecret, updateWebhook } from './change-webhook.ts';
export type { WebhookChange } from './change-webhook.ts';
export { testWebhook } from './test-webhook.ts';
export { findDelivery, listDeliveries } from './list-deliveries.ts';
export { redeliver, redeliverDead } from './redeliver.ts';
export type { DeadSince } from './redeliver.ts';
export { defaultSecret, rotateDefaultSecret } from './default-secret.ts';
export { findAuditEvent, listAudit } from './list-audit.ts';
export { erasePersonalData } from './erase-personal-data.ts';
export { findEvidence } from './find-evidence.ts';
export { openAudit } from './open-audit.ts';
export { keepMessages, listInbox, listMessages } from './sandbox.ts';
export type { InboxMessage, MessagePage, NewSandboxMessage } from './sandbox.ts';
export { forgetPassed } from './forget-passed.ts';
export { beat, lastBeat } from './heartbeat.ts';
export type { Beat } from './heartbeat.ts';
export { rateLimitTable } from './tables/installation.ts';
export type {
  ApiKeyRecord,
  DeveloperRecord,
  AccountMailKind,
  KeyPolicy,
  SessionRecord,
  SignedInVia,
} from './account-records.ts';
export type {
  Act,
  AttemptResult,
  AuditFilter,
  AuditRecord,
  AuditWish,
  ChangedEndpoint,
  Claim,
  Decision,
  FoundPauses,
  NewPause,
  NewRecipient,
  NotificationClaim,
  PauseFilter,
  PauseKey,
  PauseRecord,
  PauseSearch,
  ProofCode,
  Recipient,
  SandboxMessage,
  Scope,
  Settled,
  VendorWord,
  WebhookClaim,
} from './records.ts';
export type {
  AttemptRecord,
  DeliveryFilter,
  DeliveryRecord,
  WebhookRecord,
} from './webhook-records.ts';
