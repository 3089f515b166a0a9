// Which questions calls of Claude Code wait for here, and how many each: twins may share one.
export interface HeldCalls {
  /** One more waits; the returned function ends that, and says whether nobody is left. */
  join(pauseId: string): () => boolean;
}

export function createHeldCalls(): HeldCalls {
  const held = new Map<string, number>();
  return {
    join(pauseId) {
      held.set(pauseId, (held.get(pauseId) ?? 0) + 1);
      return () => {
        const left = held.get(pauseId)! - 1;
        if (left > 0) held.set(pauseId, left);
        else held.delete(pauseId);
        return left === 0;
      };
    },
  };
}
