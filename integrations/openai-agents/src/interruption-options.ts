// What opening and settling interruptions have in common: whom to ask, and in which run.
import type { RunState, RunToolApprovalItem } from '@openai/agents';
import type { PausePoint, ToolCall, ToolCallAsk } from 'pausepoint';

/** Whom to ask about a call, and how: always the same, or as the call demands. */
export type AskAbout = ToolCallAsk | ((call: ToolCall, item: RunToolApprovalItem) => ToolCallAsk);

export interface InterruptionOptions {
  /** `pausepoint({ apiKey })` */
  readonly client: PausePoint;
  /**
   * Yours, the same for one run before and after a restart, another for every other run, also of one
   * conversation: with it, and the id of a call, a human is asked once about each call and never answers
   * for another run's.
   */
  readonly runId: string;
  /** Gives the same for the same call, or saving what `openInterruptions` returns is a must. */
  readonly ask: AskAbout;
}

// Agents differ in their context and output, on which nothing here depends.
/* eslint-disable @typescript-eslint/no-explicit-any */
export type AnyState = RunState<any, any>;
/** What a run returned, once it has ended, or the state of it. */
export type Interrupted<State extends AnyState> = State | { readonly state: State };
/* eslint-enable @typescript-eslint/no-explicit-any */
