// Puts the parts together, listens, and ends in an order that loses nobody's answer.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { noChannels } from '@pausepoint/channels';
import { findLogHeads, settledSince } from '@pausepoint/store';
import { openIdentityProvider } from './account/identity-provider.ts';
import { createApp } from './app.ts';
import { createCheckpoints } from './checkpoints.ts';
import { createHeldCalls } from './claude-code/held-calls.ts';
import { createKeyCache } from './key-cache.ts';
import { createLimits } from './limits.ts';
import { createPasswordHasher } from './password.ts';
import { createPauseReader } from './pause-reader.ts';
import { createReceiptSigner } from './receipt-signer.ts';
import type { Route } from './router.ts';
import { routes } from './routes.ts';
import type { Services, Surroundings } from './services.ts';
import { createSettledTail } from './settled-tail.ts';
import { refusedAsSenseless, refuseGarbage } from './refuse-garbage.ts';
import { createWaiters } from './waiters.ts';
import { createWatchers } from './watchers.ts';

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** /readyz says no, waits answer, what is under way ends; resolves when nobody is left. */
  close(): Promise<void>;
}

const SECOND = 1_000;
/** What is still under way then is cut off: below the 25 s a supervisor grants the process. */
const LAST_CALL_MILLISECONDS = 20 * SECOND;

/** @param served what is served instead: for tests of what no page shows yet */
export async function startServer(
  surroundings: Surroundings,
  served: readonly Route[] = routes,
): Promise<RunningServer> {
  const { store, log, signals } = surroundings;
  const receipts = createReceiptSigner(surroundings);
  const server = createServer({
    // A request that drips in is cut off; how long we take to answer one is not limited by these.
    headersTimeout: 10 * SECOND,
    requestTimeout: 20 * SECOND,
    connectionsCheckingInterval: 2 * SECOND,
    // Longer than the minute most proxies keep theirs, so that we never close one they still use.
    keepAliveTimeout: 75 * SECOND,
    noDelay: true,
    // We refuse it ourselves, as a problem with an id.
    requireHostHeader: false,
  });
  const { port, ownUrl } = await listen(server, surroundings.config);
  const config = withPort(surroundings.config, port);
  let open = true;

  const tail = createSettledTail({ log, read: (cursor) => settledSince(store, cursor) });
  const pauses = createPauseReader(store, config.publicUrl);
  const stopHearing = [signals.onSettled(pauses.hear), tail.onSettled(pauses.hear)];
  const services: Services = {
    channels: noChannels,
    ...surroundings,
    config,
    checkpoints: createCheckpoints({ log, read: (scopes) => findLogHeads(store, scopes) }),
    heldCalls: createHeldCalls(),
    identityProvider: openIdentityProvider(config, log),
    keys: createKeyCache(store, log),
    limits: createLimits(config, store),
    passwords: createPasswordHasher(),
    pauses,
    receipts,
    waiters: createWaiters(signals, tail),
    watchers: createWatchers(store, signals, log),
    ownUrl,
    open: () => open,
  };
  refuseGarbage(server);
  const answer = createApp(services, served);
  server.on('request', (request, response) => {
    if (refusedAsSenseless(request)) return;
    answer(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'request not answered');
      response.destroy();
    });
  });
  log.info({ port, publicUrl: config.publicUrl, local: config.local }, 'server listening');

  return {
    url: config.publicUrl,
    port,
    async close() {
      open = false;
      services.waiters.close();
      services.watchers.close();
      services.checkpoints.close();
      stopHearing.forEach((stop) => stop());
      await ended(server);
    },
  };
}

interface Listening {
  readonly port: number;
  readonly ownUrl: string;
}

function listen(server: Server, { port, host }: Surroundings['config']): Promise<Listening> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(listening(server.address() as AddressInfo));
    });
  });
}

/** Every address includes this machine's own. */
function listening({ address, family, port }: AddressInfo): Listening {
  const own = { '0.0.0.0': '127.0.0.1', '::': '::1' }[address] ?? address;
  return { port, ownUrl: `http://${family === 'IPv6' ? `[${own}]` : own}:${port}` };
}

/** Any free port was asked for: the links name the one we got. */
const withPort = (config: Surroundings['config'], port: number): Surroundings['config'] => ({
  ...config,
  publicUrl: config.publicUrl.replace(/:0$/, `:${port}`),
});

function ended(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const lastCall = setTimeout(() => server.closeAllConnections(), LAST_CALL_MILLISECONDS);
    server.close(() => {
      clearTimeout(lastCall);
      resolve();
    });
    server.closeIdleConnections();
  });
}
