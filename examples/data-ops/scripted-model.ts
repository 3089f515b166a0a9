// Stands where a reader puts a model: it counts, wants to purge what it found, says what came of it.
import { MockLanguageModelV4 } from 'ai/test';

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

const calling = (toolName: string, input: object) => {
  const toolCallId = `call_${crypto.randomUUID()}`;
  const call = { type: 'tool-call', toolCallId, toolName, input: JSON.stringify(input) } as const;
  const finishReason = { unified: 'tool-calls', raw: undefined } as const;
  return { content: [call], finishReason, usage, warnings: [] };
};

const saying = (text: string) => {
  const finishReason = { unified: 'stop', raw: undefined } as const;
  return { content: [{ type: 'text', text } as const], finishReason, usage, warnings: [] };
};

export function scriptedModel() {
  let turn = 0;
  return new MockLanguageModelV4({
    doGenerate({ prompt }) {
      const last = prompt.at(-1);
      const told = last?.role === 'tool' ? last.content.at(-1) : undefined;
      const output = told?.type === 'tool-result' ? told.output : undefined;
      const heard = output && ('value' in output ? output.value : output.reason);
      turn += 1;
      if (turn === 1) return Promise.resolve(calling('findCandidates', { before: 2025 }));
      if (turn > 2)
        return Promise.resolve(
          saying(`I was told: ${typeof heard === 'string' ? heard : 'nothing'}`),
        );
      const { records } = heard as { readonly records: number };
      return Promise.resolve(calling('purge', { database: 'staging', before: 2025, records }));
    },
  });
}
