// Human approval for the AI SDK: a tool call becomes a question, and runs by a human's yes to it alone.
export { askHuman } from './ask-human.ts';
export type { AskHumanOptions } from './ask-human.ts';
export type { ApprovalOptions, AskAbout } from './approval-options.ts';
export { pausePointApproval } from './pause-point-approval.ts';
export type { ApprovalSettings, GatedTools } from './pause-point-approval.ts';
export type { SettleOptions } from './decide.ts';
export { settleApprovals } from './settle-approvals.ts';
export { settleUIApprovals } from './settle-ui-approvals.ts';
