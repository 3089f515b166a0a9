// Stands where a reader puts a model: it wants to send the campaign, and says what came of it.
import {
  assistantMessage,
  functionCall,
  modelResponder,
  ScriptedModel,
} from '@openai/agents/testing';

const campaign = {
  subject: 'Spring release: approvals by text message',
  text: 'Your agents can now ask a human before they act. Here is how.',
  contacts: 340,
};

export const scriptedModel = () =>
  new ScriptedModel([
    [functionCall('send_campaign', campaign, { callId: `call_${crypto.randomUUID()}` })],
    modelResponder(({ request: { input } }) => {
      const last = typeof input === 'string' ? undefined : input.at(-1);
      const output = last?.type === 'function_call_result' ? last.output : undefined;
      const told = typeof output === 'object' && 'text' in output ? output.text : output;
      return [assistantMessage(`I was told: ${typeof told === 'string' ? told : 'nothing'}`)];
    }),
  ]);
