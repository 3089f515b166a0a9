// Tells a call from an earlier one under the same id: some models count their calls from 1 in every turn.
import { isToolUIPart, type ModelMessage, type UIMessage } from 'ai';

/** How many calls under this id the messages hold a result of: the one without is the next of them. */
export const resultsIn = (messages: readonly ModelMessage[], toolCallId: string): number =>
  messages
    .flatMap(({ content }) => (typeof content === 'string' ? [] : [...content]))
    .filter((part) => part.type === 'tool-result' && part.toolCallId === toolCallId).length;

const ended = new Set(['output-available', 'output-error', 'output-denied']);

/** The same in the messages of a chat, which become those. */
export const resultsInChat = (messages: readonly UIMessage[], toolCallId: string): number =>
  messages
    .flatMap(({ parts }) => parts)
    .filter(isToolUIPart)
    .filter((part) => part.toolCallId === toolCallId && ended.has(part.state)).length;

/** How many calls under this id came before in the same turn, which has one array of messages. */
export function siblings() {
  const turns = new WeakMap<readonly ModelMessage[], string[]>();
  return (messages: readonly ModelMessage[], toolCallId: string): number => {
    const ids = turns.get(messages) ?? [];
    turns.set(messages, [...ids, toolCallId]);
    return ids.filter((id) => id === toolCallId).length;
  };
}
