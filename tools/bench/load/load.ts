// Makes load: as much as is taken, or at a rate that does not care how the server is doing.
import { openConnection, type Answer, type HttpConnection } from './http-connection.ts';

export interface Job {
  readonly request: Buffer;
  /** Throws when this is no answer to it. */
  readonly heard: (answer: Answer) => void;
}

export interface LoadOptions {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly next: () => Job;
}

export interface Load {
  readonly answered: number;
  readonly perSecond: number;
  /** Milliseconds, sorted; at a rate, from when the request was to be sent. */
  readonly latencies: readonly number[];
}

/** Every connection always has a request under way: what can be had at most. */
export async function saturate(options: LoadOptions): Promise<Load> {
  return withConnections(options, async (connections) => {
    const latencies: number[] = [];
    const began = performance.now();
    const end = began + options.seconds * 1_000;
    const work = async (connection: HttpConnection): Promise<void> => {
      for (let sent = performance.now(); sent < end; sent = performance.now()) {
        const { request, heard } = options.next();
        heard(await connection.send(request));
        latencies.push(performance.now() - sent);
      }
    };
    await Promise.all(connections.map(work));
    return toLoad(latencies, performance.now() - began);
  });
}

/** Open loop: a request that finds no connection free waits for one, and its clock runs. */
export async function openLoop(options: LoadOptions & { perSecond: number }): Promise<Load> {
  const { perSecond, seconds, next } = options;
  return withConnections(options, async (connections) => {
    const latencies: number[] = [];
    const free = [...connections];
    const queued: { readonly job: Job; readonly due: number }[] = [];
    const total = Math.round(perSecond * seconds);
    const all = Promise.withResolvers<void>();
    const began = performance.now();
    let made = 0;

    const send = (connection: HttpConnection, job: Job, due: number): void => {
      connection
        .send(job.request)
        .then((answer) => {
          latencies.push(performance.now() - due);
          job.heard(answer);
          const waiting = queued.shift();
          if (waiting) send(connection, waiting.job, waiting.due);
          else free.push(connection);
          if (latencies.length === total) all.resolve();
        }, all.reject)
        .catch(all.reject);
    };
    const timer = setInterval(() => {
      const due = Math.min(total, ((performance.now() - began) * perSecond) / 1_000);
      for (; made < due; made++) {
        const at = began + (made * 1_000) / perSecond;
        // In turn: one that rests too long is closed by the server.
        const connection = free.shift();
        if (connection) send(connection, next(), at);
        else queued.push({ job: next(), due: at });
      }
      if (made === total) clearInterval(timer);
    }, 1);
    await all.promise.finally(() => clearInterval(timer));
    return toLoad(latencies, performance.now() - began);
  });
}

async function withConnections<T>(
  { url, connections }: LoadOptions,
  use: (all: readonly HttpConnection[]) => Promise<T>,
): Promise<T> {
  const all = await Promise.all(Array.from({ length: connections }, () => openConnection(url)));
  try {
    return await use(all);
  } finally {
    for (const one of all) one.close();
  }
}

const toLoad = (latencies: number[], milliseconds: number): Load => ({
  answered: latencies.length,
  perSecond: (latencies.length * 1_000) / milliseconds,
  latencies: latencies.toSorted((a, b) => a - b),
});

/** Of sorted numbers. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
