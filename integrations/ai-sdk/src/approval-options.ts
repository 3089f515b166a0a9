// What asking and settling have in common: whom to ask, and in which run.
import type { PausePoint, ToolCall, ToolCallAsk } from 'pausepoint';

/** A call as the model made it. */
export interface ModelCall extends ToolCall {
  readonly toolCallId: string;
  /** How many calls of the run had this id before: some models count theirs from 1 in every turn. */
  readonly repeat: number;
}

/** Whom to ask about a call, and how: always the same, or as the call demands. */
export type AskAbout = ToolCallAsk | ((call: ModelCall) => ToolCallAsk);

export interface ApprovalOptions {
  /** `pausepoint({ apiKey })` */
  readonly client: PausePoint;
  /**
   * Yours, of the conversation or the run, at most 200 characters, and no browser’s to choose: with it,
   * and the id of a call, a human is asked once about each call, and an answer is found again after a
   * restart.
   */
  readonly runId: string;
  readonly ask: AskAbout;
  /** Withdraws what is open and throws its reason. The AI SDK hands an approval none: give your own. */
  readonly signal?: AbortSignal | undefined;
}
