// Lets a human approve one call of a tool, and runs that very call or none.
// #region call
import { pausepoint, toolCallQuestion, toolCallVerdict } from 'pausepoint';

const call = { tool: 'wire', arguments: { to: 'Meridian', amount: 8400 } };
const whom = { recipient: '+1 (312) 847-1928', channel: 'sms' } as const;
const pause = await pausepoint().ask(toolCallQuestion(call, whom));

const verdict = toolCallVerdict(pause, call); // in the line before it runs
const result = verdict.approved ? await wire(call.arguments) : verdict.reason;
// #endregion
console.log(result);

function wire({ to, amount }: { readonly to: string; readonly amount: number }): Promise<string> {
  return Promise.resolve(`wired ${amount} to ${to}`);
}
