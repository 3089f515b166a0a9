// Human approval for LangChain agents: middleware that gates tools, and a tool that asks.
export { askHuman } from './ask-human.ts';
export type { Gate, Gates } from './gate.ts';
export { humanApproval } from './human-approval.ts';
export type { PauseInterrupt } from './interrupt-while-pending.ts';
export type { Wait } from './place.ts';
