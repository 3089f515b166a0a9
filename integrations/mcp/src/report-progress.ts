// Tells a client that asked for it that its call is still waiting, so that it does not give up.
import type { ServerContext } from '@modelcontextprotocol/server';

const everySeconds = 3;

/** Until the returned function is called. */
export function reportProgress(
  { _meta, notify }: Pick<ServerContext['mcpReq'], '_meta' | 'notify'>,
  total: number,
): () => void {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return () => undefined;
  let progress = 0;
  const timer = setInterval(() => {
    progress = Math.min(progress + everySeconds, total);
    const message = `Waiting for a human: ${progress} of ${total} seconds`;
    // Whoever is gone by now hears nothing, and the call ends by its own signal.
    notify({
      method: 'notifications/progress',
      params: { progressToken, progress, total, message },
    }).catch(() => undefined);
  }, everySeconds * 1_000);
  return () => clearInterval(timer);
}
