// The pages for humans, by what their routes call them.
import { kindly } from './kindly.ts';
import * as door from './respond-page.ts';
import * as report from './report-page.ts';
import * as reporting from './report-submit.ts';
import * as answer from './respond-submit.ts';
import * as code from './proof/send-code.ts';
import * as passkey from './proof/respond-passkey.ts';
import * as undo from './respond-undo.ts';

export { auditLogPage } from './audit/audit-log-page.ts';
export { eventPage } from './audit/event-page.ts';
export { exportLog } from './audit/export-log.ts';
export { verifyPage, verifySubmit } from './audit/verify-page.ts';
export { auditPage } from './docs/audit-page.ts';
export { docsPage } from './docs/docs-page.ts';
export { signOut } from './account/sign-out.ts';
export { accountPage } from './account/account-page.ts';
export {
  changeOwnPassword,
  endOneSession,
  endOtherSessions,
  renameSelf,
  switchTeam,
} from './account/change-account.ts';
export { confirmAsk, confirmPage, confirmSubmit } from './account/confirm-page.ts';
export { invitePage, inviteSubmit } from './account/invite-page.ts';
export {
  newPasswordPage,
  newPasswordSubmit,
  resetPage,
  resetSubmit,
} from './account/reset-page.ts';
export { oidcCallback, oidcStart, passkeySignIn } from './account/other-ways.ts';
export { addOwnPasskey, proveSelf, removeOwnPasskey } from './account/own-passkeys.ts';
export { signInPage, signInSubmit } from './account/sign-in-page.ts';
export { signUpPage, signUpSubmit } from './account/sign-up-page.ts';
export { rotateOwnKey, revokeKeyPage, revokeOwnKey } from './keys/end-key.ts';
export { keyPage } from './keys/key-page.ts';
export { keysPage } from './keys/keys-page.ts';
export { makeKey, newKeyPage } from './keys/make-key.ts';
export { livePauses } from './pauses/live-pauses.ts';
export { pauseCancel, pauseErase } from './pauses/pause-acts.ts';
export { pausePage } from './pauses/pause-page.ts';
export { pausesPage } from './pauses/pauses-page.ts';
export { receiptPage } from './pauses/receipt-page.ts';
export { defaultSecretRotate, defaultSecretShow } from './webhooks/default-secret.ts';
export { deliveriesPage, deliveryAgain } from './webhooks/deliveries-page.ts';
export { webhookEdit, webhookSave } from './webhooks/webhook-edit.ts';
export { webhookAdd, webhookNew } from './webhooks/webhook-new.ts';
export { webhookPage } from './webhooks/webhook-page.ts';
export {
  webhookDelete,
  webhookDisable,
  webhookEnable,
  webhookRedeliver,
  webhookRotate,
  webhookTest,
} from './webhooks/webhook-submit.ts';
export { webhooksPage } from './webhooks/webhooks-page.ts';
export {
  approverAllow,
  approverPasskeys,
  approverPerson,
  approverRemove,
} from './approvers/approver-acts.ts';
export { addApproverByHand } from './approvers/approver-form.ts';
export { approverPage } from './approvers/approver-page.ts';
export { approversPage } from './approvers/approvers-page.ts';
export { toWaiting, waitingAnswer, waitingQuestion, waitingUndo } from './waiting/waiting-one.ts';
export { waitingPage } from './waiting/waiting-page.ts';
export { home } from './home.ts';
export { inboxPage } from './inbox.ts';
export { pageScript } from './assets.ts';
export { usagePage } from './usage/usage-page.ts';
export const respondPage = kindly(door.respondPage);
export const toQuestion = kindly(door.toQuestion);
export const shortLink = kindly(door.shortLink);
export const respondSubmit = kindly(answer.respondSubmit);
export const reportPage = kindly(report.reportPage);
export const reportSubmit = kindly(reporting.reportSubmit);
export const respondCode = kindly(code.respondCode);
export const respondPasskey = kindly(passkey.respondPasskey);
export const respondUndo = kindly(undo.respondUndo);
export { renameTeam, sendInvitation, withdrawInvitation } from './team/change-team.ts';
export { memberPage, removeFromTeam, removePage, saveRole } from './team/member-page.ts';
export { teamPage } from './team/team-page.ts';
