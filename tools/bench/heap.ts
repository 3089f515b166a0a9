// How much memory a program of ours really holds: its heap once everything unused was collected.
import { freePort } from '../chaos/server-process.ts';

export interface Watched {
  /** For the program that is to be looked into. */
  readonly env: Readonly<Record<string, string>>;
  /** MiB. */
  heap(): Promise<number>;
  close(): void;
}

/** By the inspector, which asks nothing of the program while nobody asks it. */
export async function watchHeap(): Promise<Watched> {
  const port = await freePort();
  let socket: WebSocket | undefined;
  let asked = 0;
  const answers = new Map<number, (result: unknown) => void>();

  async function connect(): Promise<WebSocket> {
    const list = await fetch(`http://127.0.0.1:${port}/json/list`);
    const [target] = (await list.json()) as [{ webSocketDebuggerUrl: string }];
    const made = new WebSocket(target.webSocketDebuggerUrl);
    await new Promise((resolve, reject) => {
      made.addEventListener('open', resolve, { once: true });
      made.addEventListener('error', reject, { once: true });
    });
    made.addEventListener('message', ({ data }) => {
      const { id, result } = JSON.parse(String(data)) as { id: number; result: unknown };
      answers.get(id)?.(result);
      answers.delete(id);
    });
    return made;
  }

  async function ask(method: string): Promise<unknown> {
    socket ??= await connect();
    const id = ++asked;
    const answer = new Promise((resolve) => answers.set(id, resolve));
    socket.send(JSON.stringify({ id, method }));
    return answer;
  }

  return {
    env: { NODE_OPTIONS: `--inspect=127.0.0.1:${port}` },
    async heap() {
      // What the first leaves to finalizers, the second finds gone.
      await ask('HeapProfiler.collectGarbage');
      await ask('HeapProfiler.collectGarbage');
      const { usedSize } = (await ask('Runtime.getHeapUsage')) as { usedSize: number };
      return usedSize / 2 ** 20;
    },
    close: () => socket?.close(),
  };
}
