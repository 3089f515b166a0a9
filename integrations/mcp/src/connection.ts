// What the tools reach PausePoint with: the published client, and a clock.
import { pausepoint, type ClientOptions, type PausePoint } from 'pausepoint';

export interface ConnectionOptions extends Omit<ClientOptions, 'timeoutSeconds' | 'maxRetries'> {
  readonly apiKey: string;
  readonly now: () => Date;
}

export interface Connection {
  readonly client: PausePoint;
  readonly now: () => Date;
  /** The client, and a look at every answer it gets. Costs nothing: no connection is made by it. */
  readonly watched: (look: (response: Response) => void) => PausePoint;
}

/** A call is over, one way or the other, before its client gives it up: most do after a minute. */
const bounds = { timeoutSeconds: 10, maxRetries: 1 } as const;

export function createConnection({ now, ...given }: ConnectionOptions): Connection {
  const { fetch = globalThis.fetch } = given;
  const options: ClientOptions = { ...given, ...bounds };
  return {
    now,
    client: pausepoint(options),
    watched: (look) =>
      pausepoint({
        ...options,
        fetch: async (input, init) => {
          const response = await fetch(input, init);
          look(response);
          return response;
        },
      }),
  };
}
