// PostgreSQL lives here and nowhere else: what the apps may call.
export { openStore } from './open-store.ts';
export type { StoreOptions } from './open-store.ts';
export type { Store } from './store.ts';
export { isMigrated, migrate, ping } from './migrate.ts';
export { claimInstallation, setupToken } from './installation.ts';
export { openPause } from './pauses/open-pause.ts';
export { createBatches } from './batches.ts';
export { findPause, findPauseByLink, findPauses, findShortCode } from './pauses/find-pause.ts';
export { changedPauses } from './pauses/changed-pauses.ts';
export { listPauses } from './pauses/list-pauses.ts';
export { searchPauses } from './pauses/search-pauses.ts';
export { requestCode } from './approvers/request-code.ts';
export type { CodeRequest, CodeSent } from './approvers/request-code.ts';
export { checkCode } from './approvers/check-code.ts';
export type { CodeTry, CodeVerdict } from './approvers/check-code.ts';
export { findCode } from './approvers/find-code.ts';
export type { SentCode } from './approvers/find-code.ts';
export { recordView } from './pauses/record-view.ts';
export type { View } from './pauses/record-view.ts';
export { settle } from './settling/settle.ts';
export { settleOverdue } from './settling/settle-overdue.ts';
export { erasedSince, settledSince, type Tail } from './settling/settled-since.ts';
export { changedSince } from './settling/changed-since.ts';
export type { Changes, Watched } from './settling/changed-since.ts';
export { endOfEvents, eventsSince } from './webhooks/events-since.ts';
export type { EventFilter, FeedCursor, FeedPage } from './webhooks/events-since.ts';
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
export { oldestOverdue, untilDue } from './settling/due.ts';
export type { DueKind, UntilDue } from './settling/due.ts';
export { claimNotifications } from './deliveries/claim-notifications.ts';
export type { ClaimOptions } from './deliveries/open-claims.ts';
export { claimWebhooks } from './deliveries/claim-webhooks.ts';
export { claimOwnerMail, recordOwnerMail } from './webhooks/owner-mail.ts';
export type { OwnerMailClaim, OwnerMailResult } from './webhooks/owner-mail.ts';
export { recordAttempts } from './deliveries/record-attempts.ts';
export type { Report } from './deliveries/record-attempts.ts';
export { reportDelivery } from './deliveries/report-delivery.ts';
export { reportUnexpected } from './approvers/report-unexpected.ts';
export { allowAgain } from './approvers/unwanted.ts';
export type { Reached } from './approvers/unwanted.ts';
export { hearOnce } from './approvers/hear-once.ts';
export { takeMessageAllowance } from './approvers/message-allowance.ts';
export type { MessageAllowance } from './approvers/message-allowance.ts';
export { findReplyDigit, takeReplyDigits } from './approvers/reply-digits.ts';
export type { DigitsWanted, ReplyDigit } from './approvers/reply-digits.ts';
export { dropSetting, findSetting, keepSetting } from './integration-settings.ts';
export type { Integration, KeptSetting } from './integration-settings.ts';
export { useAnswer } from './settling/use-answer.ts';
export { addPasskey, findPasskeys, passkeyUserId, usePasskey } from './approvers/passkeys.ts';
export type { NewPasskey, PasskeyOwner, PasskeyRecord } from './approvers/passkeys.ts';
export {
  addApprover,
  findApprover,
  linkApprover,
  listApprovers,
  removeApprover,
} from './approvers/approvers.ts';
export type { ApproverRecord, NewApprover } from './approvers/approvers.ts';
export { forgetPasskeys } from './approvers/forget-passkeys.ts';
export type { PasskeysOf } from './approvers/forget-passkeys.ts';
export { findAsked, listWaiting } from './pauses/asked.ts';
export { askConfirmation, confirmAddress } from './accounts/confirm-address.ts';
export type { AskedPerson, Waiting } from './pauses/asked.ts';
export { listWatches } from './pauses/list-watches.ts';
export type { WatchEnding, WatchFilter } from './pauses/list-watches.ts';
export { releaseLeases } from './deliveries/release-leases.ts';
export {
  countDevelopers,
  findDeveloper,
  findPersonByEmail,
  register,
} from './accounts/developers.ts';
export type { NewDeveloper, PersonRecord, Registered } from './accounts/developers.ts';
export { countPauses } from './pauses/count-pauses.ts';
export { usageByDay } from './pauses/usage-by-day.ts';
export type { Days, DayUsage } from './pauses/usage-by-day.ts';
export { answerTimes, NEWEST_PAUSES, usageByChannel } from './pauses/usage-of-newest.ts';
export type { AnswerTimes, ChannelUsage } from './pauses/usage-of-newest.ts';
export { createKey, findKey, listKeys, revokeKey, rotateKey, touchKey } from './accounts/keys.ts';
export type { KeyToEnd, MadeKey } from './accounts/keys.ts';
export type { NewKey } from './accounts/insert-key.ts';
export {
  closeSession,
  endSessions,
  findSession,
  isSessionOpen,
  listSessions,
  openSession,
  proveSession,
  switchSession,
} from './accounts/sessions.ts';
export type { NewSession, OpenSession } from './accounts/sessions.ts';
export { acceptInvitation } from './accounts/accept-invitation.ts';
export type { Acceptance, Accepted } from './accounts/accept-invitation.ts';
export {
  findInvitation,
  invite,
  inviteToSignUp,
  listInvitations,
  revokeInvitation,
} from './accounts/invitations.ts';
export type {
  FoundInvitation,
  ListedInvitation,
  MadeInvitation,
  NewInvitation,
} from './accounts/invitations.ts';
export {
  askReset,
  changePassword,
  findReset,
  makeReset,
  resetPassword,
} from './accounts/passwords.ts';
export {
  changePlan,
  disableDeveloper,
  enableDeveloper,
  listDevelopers,
} from './accounts/operate.ts';
export type { ListedDeveloper } from './accounts/operate.ts';
export { findPerson, renameDeveloper, renamePerson } from './accounts/persons.ts';
export type { Person } from './accounts/persons.ts';
export {
  addPersonPasskey,
  listPersonPasskeys,
  removePersonPasskey,
  usePersonPasskey,
} from './accounts/person-passkeys.ts';
export type { PersonPasskey } from './accounts/person-passkeys.ts';
export { findIdentity, linkIdentity, listIdentities } from './accounts/identities.ts';
export type { IdentityKey } from './accounts/identities.ts';
export { claimAccountMail, recordAccountMail, RESET_HOURS } from './accounts/account-mail.ts';
export type { AccountMailClaim, AccountMailResult, KeptMail } from './accounts/account-mail.ts';
export { changeRole, listBelongings, listMembers, removeMember } from './accounts/members.ts';
export type { Belonging, Member, MemberKey, MemberVerdict } from './accounts/members.ts';
export {
  createWebhook,
  deleteWebhook,
  findWebhook,
  listWebhooks,
  mostWebhooks,
} from './webhooks/webhooks.ts';
export type { NewWebhook } from './webhooks/webhooks.ts';
export { rotateWebhookSecret, updateWebhook } from './webhooks/change-webhook.ts';
export type { WebhookChange } from './webhooks/change-webhook.ts';
export { testWebhook } from './webhooks/test-webhook.ts';
export { findDelivery, listDeliveries } from './deliveries/list-deliveries.ts';
export { redeliver, redeliverDead } from './deliveries/redeliver.ts';
export type { DeadSince } from './deliveries/redeliver.ts';
export { defaultSecret, rotateDefaultSecret } from './webhooks/default-secret.ts';
export { findAuditEvent, listAudit } from './audit/list-audit.ts';
export { erasePersonalData } from './pauses/erase-personal-data.ts';
export { findEvidence } from './audit/find-evidence.ts';
export { openAudit } from './audit/open-audit.ts';
export { keepMessages, listInbox, listMessages } from './pauses/sandbox.ts';
export type { InboxMessage, MessagePage, NewSandboxMessage } from './pauses/sandbox.ts';
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
} from './accounts/account-records.ts';
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
} from './webhooks/webhook-records.ts';
