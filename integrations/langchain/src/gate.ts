// Which calls a human is asked about, and whom.
import type { ToolCall, ToolCallAsk } from 'pausepoint';

type Ask = ToolCallAsk | ((call: ToolCall) => ToolCallAsk | Promise<ToolCallAsk>);
type When = boolean | ((call: ToolCall) => boolean | Promise<boolean>);

/** Always, never, or as the call's arguments say; with others to ask where that differs. */
export type Gate = When | { readonly when?: When | undefined; readonly ask?: Ask | undefined };

export interface Gates {
  /** By the tool's name. A tool that is not named runs without a human. */
  readonly tools: Readonly<Record<string, Gate>>;
  /** Whom to ask, and how. */
  readonly ask: Ask;
}

/** @returns undefined where nobody need be asked */
export async function askFor(call: ToolCall, gates: Gates): Promise<ToolCallAsk | undefined> {
  if (!Object.hasOwn(gates.tools, call.tool)) return undefined;
  const gate = gates.tools[call.tool]!;
  const { when = true, ask = gates.ask } = typeof gate === 'object' ? gate : { when: gate };
  const asks = typeof when === 'function' ? await when(call) : when;
  if (!asks) return undefined;
  return typeof ask === 'function' ? ask(call) : ask;
}
