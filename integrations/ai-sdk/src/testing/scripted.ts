// A model that is scripted, and one tool that purges, with what it has purged.
import type {
  LanguageModelV4Content,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { tool } from 'ai';
import { convertArrayToReadableStream, MockLanguageModelV4 } from 'ai/test';
import { z } from 'zod';

export const purgeCall = (records: number, toolCallId: string): LanguageModelV4Content =>
  callOf('purge', { table: 'events', records }, toolCallId);

export const callOf = (
  toolName: string,
  input: unknown,
  toolCallId: string,
): LanguageModelV4Content => ({
  ...{ type: 'tool-call', toolCallId, toolName },
  input: typeof input === 'string' ? input : JSON.stringify(input),
});

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

/** It makes these calls in one turn, and says “Done.” after the last. */
export function scripted(...turns: LanguageModelV4Content[][]): MockLanguageModelV4 {
  const left = [...turns];
  const next = (): LanguageModelV4GenerateResult => {
    const content = left.shift();
    const unified = content ? 'tool-calls' : 'stop';
    return {
      content: content ?? [{ type: 'text', text: 'Done.' }],
      finishReason: { unified, raw: undefined },
      usage,
      warnings: [],
    };
  };
  return new MockLanguageModelV4({
    doGenerate: () => Promise.resolve(next()),
    doStream: () => Promise.resolve({ stream: convertArrayToReadableStream(partsOf(next())) }),
  });
}

function partsOf({ content, finishReason }: LanguageModelV4GenerateResult) {
  const parts: LanguageModelV4StreamPart[] = [{ type: 'stream-start', warnings: [] }];
  for (const part of content) {
    if (part.type === 'text') {
      parts.push({ type: 'text-start', id: 't' });
      parts.push({ type: 'text-delta', id: 't', delta: part.text });
      parts.push({ type: 'text-end', id: 't' });
    } else parts.push(part as LanguageModelV4StreamPart);
  }
  parts.push({ type: 'finish', finishReason, usage });
  return parts;
}

export function purger() {
  const purged: number[] = [];
  const purge = tool({
    description: 'Purges records.',
    inputSchema: z.object({ table: z.string(), records: z.number() }),
    execute({ records }) {
      purged.push(records);
      return `purged ${records}`;
    },
  });
  return { purged, tools: { purge } };
}

/** What the model was told in its last turn. */
export const told = (model: MockLanguageModelV4): string =>
  JSON.stringify([...model.doGenerateCalls, ...model.doStreamCalls].at(-1)?.prompt.at(-1));
