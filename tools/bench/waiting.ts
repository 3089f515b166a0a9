// Agents that wait for a decision, and humans who tap at their times whatever the others are told.
import { openConnection, toBytes, type HttpConnection } from './load/http-connection.ts';
import { answerRequest, type Taken } from './questions.ts';
import { balance } from './row.ts';

export interface Seated {
  /** When each of them heard, by pause; complete once `all` is. */
  readonly heard: ReadonlyMap<string, number>;
  readonly all: Promise<unknown>;
  close(): void;
}

export interface Waited {
  readonly url: string;
  readonly apiKey: string;
  readonly ids: readonly string[];
  /** Must be so, of every one: `200 responded Approve`. */
  readonly told: string;
}

/** So many find their seat at once. */
const USHERS = 32;

/** An agent for each pause, holding on until it hears. */
export async function seat({ url, apiKey, ids, told }: Waited): Promise<Seated> {
  const heard = new Map<string, number>();
  const connections: HttpConnection[] = [];
  const answers: Promise<void>[] = [];
  const left = [...ids];
  const usher = async (): Promise<void> => {
    for (let id = left.pop(); id; id = left.pop()) {
      const connection = await openConnection(url);
      connections.push(connection);
      const ask = (path: string) => connection.send(toBytes({ method: 'GET', path, apiKey }));
      // One that was answered has been accepted: none is lost in a queue that overflows.
      await ask(`/v1/pause/${id}`);
      const answer = ask(`/v1/pause/${id}?wait=55`).then(({ status, body }) => {
        heard.set(id, performance.now());
        balance(`what the agent heard of ${id}`, told, said(status, body));
      });
      answer.catch(() => undefined);
      answers.push(answer);
    }
  };
  await Promise.all(Array.from({ length: USHERS }, usher));
  const all = Promise.all(answers);
  all.catch(() => undefined);
  return {
    heard,
    all,
    close() {
      for (const one of connections) one.close();
    },
  };
}

export function said(status: number, body: string): string {
  const told = JSON.parse(body) as { status: string; response_choice: string };
  return `${status} ${told.status} ${told.response_choice}`;
}

/** @returns when each tap was due, by pause */
export async function tapAll(
  url: string,
  taken: readonly Taken[],
  perSecond: number,
): Promise<ReadonlyMap<string, number>> {
  const due = new Map<string, number>();
  const free = await Promise.all(Array.from({ length: 32 }, () => openConnection(url)));
  const began = performance.now();
  const taps: Promise<void>[] = [];
  for (const [place, one] of taken.entries()) {
    const at = began + (place * 1_000) / perSecond;
    due.set(one.pause_id, at);
    const left = at - performance.now();
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
    const connection = free.shift() ?? (await openConnection(url));
    taps.push(
      connection.send(answerRequest(one)).then(({ status, body }) => {
        if (status !== 200) throw new Error(`a tap was told ${status} ${body}`);
        free.push(connection);
      }),
    );
  }
  await Promise.all(taps);
  for (const one of free) one.close();
  return due;
}
