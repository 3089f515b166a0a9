// The README's first example, as a test runs it.
// #region example
import { pausePointApproval } from '@pausepoint/ai-sdk';
import { generateText, isStepCount, type LanguageModel, type ToolSet } from 'ai';
import type { PausePoint } from 'pausepoint';

const ask = { recipient: '+1 (312) 847-1928', channel: 'sms', timeout_hours: 4 } as const;

export const cleanUp = (model: LanguageModel, tools: ToolSet, client: PausePoint, runId: string) =>
  generateText({
    model,
    tools,
    prompt: 'Purge what staging no longer needs.',
    stopWhen: isStepCount(20),
    toolApproval: pausePointApproval({ client, runId, ask, tools: { purge: true } }),
  });
// #endregion
