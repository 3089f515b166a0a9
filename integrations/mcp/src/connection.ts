// What the tools reach PausePoint with: the published client, and a clock.
import { pausepoint, type ClientOptions, type PausePoint } from 'pausepoint';

export interface ConnectionOptions extends ClientOptions {
  readonly now: () => Date;
}

export interface Connection {
  readonly client: PausePoint;
  readonly now: () => Date;
  /** The client, and a look at every answer it gets. Costs nothing: no connection is made by it. */
  readonly watched: (look: (response: Response) => void) => PausePoint;
}

export function createConnection({ now, ...options }: ConnectionOptions): Connection {
  const { fetch = globalThis.fetch } = options;
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
