// An agent whose model is scripted, with one tool that pays and needs approval, and what it has paid.
import { Agent, Runner, tool } from '@openai/agents';
import { assistantMessage, functionCall, ScriptedModel } from '@openai/agents/testing';
import { z } from 'zod';

export const runner = new Runner({ tracingDisabled: true });

export const pay = (amount: number, callId: string) =>
  functionCall('pay', { to: 'Meridian', amount }, { callId });

/** Its model makes these calls in one turn, and is done in the next. */
export function payer(...turns: ReturnType<typeof functionCall>[][]) {
  const paid: number[] = [];
  const model = new ScriptedModel([...turns, [assistantMessage('Done.')]]);
  const payTool = tool({
    name: 'pay',
    description: 'Pays.',
    parameters: z.object({ to: z.string(), amount: z.number() }),
    needsApproval: true,
    execute({ amount }) {
      paid.push(amount);
      return `paid ${amount}`;
    },
  });
  const agent = new Agent({ name: 'Finance', model, tools: [payTool] });
  /** What the model was told about a call, in its last turn. */
  const told = (callId: string): string => {
    const input = model.lastCall?.request.input;
    const items = typeof input === 'string' ? [] : (input ?? []);
    const result = items.find(
      (item) => item.type === 'function_call_result' && item.callId === callId,
    );
    return JSON.stringify(result && 'output' in result ? result.output : undefined);
  };
  return { agent, model, paid, payTool, told };
}
