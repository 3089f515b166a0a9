// Human approval for the OpenAI Agents SDK: its interruptions become pauses, answers decide its run.
export { askHuman } from './ask-human.ts';
export type { AskHumanOptions } from './ask-human.ts';
export type { AskAbout, InterruptionOptions } from './interruption-options.ts';
export { openInterruptions } from './open-interruptions.ts';
export type { OpenPauses } from './open-interruptions.ts';
export { settleInterruptions } from './settle-interruptions.ts';
export type { SettleOptions } from './settle-interruptions.ts';
