// The README's first example, as a test runs it.
// #region example
import { run, type Agent } from '@openai/agents';
import { settleInterruptions } from '@pausepoint/openai-agents';
import type { PausePoint } from 'pausepoint';

export async function payInvoice(agent: Agent, client: PausePoint, runId: string) {
  const ask = { recipient: '+1 (312) 847-1928', channel: 'sms', timeout_hours: 4 } as const;
  let result = await run(agent, 'Pay the invoice of Meridian.');
  while (result.interruptions.length > 0) {
    result = await run(agent, await settleInterruptions(result, { client, runId, ask }));
  }
  return result.finalOutput;
}
// #endregion
