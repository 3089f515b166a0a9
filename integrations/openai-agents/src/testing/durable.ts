// The README's durable example, as a test runs it.
// #region example
import { run, RunState, type Agent } from '@openai/agents';
import {
  openInterruptions,
  settleInterruptions,
  type InterruptionOptions,
  type OpenPauses,
} from '@pausepoint/openai-agents';

export interface Saved {
  readonly state: string;
  readonly pauses: OpenPauses;
}

/** Begins a run or goes on with one. Undefined: it is done. Else: save that, and forget the rest. */
export async function goOn(
  agent: Agent,
  from: string | Saved,
  options: InterruptionOptions,
): Promise<Saved | undefined> {
  let input: Parameters<typeof run>[1] = from as string;
  if (typeof from !== 'string') {
    const state = await RunState.fromString(agent, from.state);
    input = await settleInterruptions(state, { ...options, pauses: from.pauses, wait: false });
  }
  const result = await run(agent, input);
  if (result.interruptions.length === 0) return undefined;
  const pauses = await openInterruptions(result, options);
  const saved = { state: result.state.toString(), pauses };
  // Nobody could be asked, so nobody will answer: the model is told at once.
  return Object.keys(pauses).length === 0 ? goOn(agent, saved, options) : saved;
}
// #endregion
