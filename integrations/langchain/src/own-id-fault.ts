// A call that can't be told from another of its message must not run by the other's approval.
import { AIMessage, type BaseMessage } from 'langchain';

/** @returns what the model is told; undefined where the call is told apart by its id */
export function ownIdFault(
  { id }: { readonly id?: string | undefined },
  messages: readonly BaseMessage[],
): string | undefined {
  const last = messages.findLast((message) => AIMessage.isInstance(message));
  const same = (last?.tool_calls ?? []).filter((call) => call.id === id);
  if (id && same.length < 2) return undefined;
  return `No human was asked: calls of one message need ids of their own, and ${id ?? 'none'} is not one. The call did not run.`;
}
