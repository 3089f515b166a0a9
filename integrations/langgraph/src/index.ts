// Human approval for LangGraph: nodes, tools, and what wakes a thread that waits.
export { approvalNode } from './approval-node.ts';
export { approvalTool } from './approval-tool.ts';
export { askHuman } from './ask-human.ts';
export type { Answered, Decision, Unanswered } from './decision.ts';
export { mayRun } from './may-run.ts';
export type { Exclusively } from './one-at-a-time.ts';
export type { PauseOrigin, Wait } from './place.ts';
export { resumePause } from './resume-pause.ts';
export type { ResumableGraph, ResumeOptions, Resumption } from './resume-pause.ts';
export { routeByChoice } from './route-by-choice.ts';
export { sendToolCalls } from './send-tool-calls.ts';
export type { PauseInterrupt } from './interrupt-while-pending.ts';
export { resumeOnWebhook } from './resume-on-webhook.ts';
export type { WebhookAnswer } from './resume-on-webhook.ts';
export { resumePauses } from './resume-pauses.ts';
