// graphile-worker `addJob` behind bare HTTP, by its public API.
import { Logger, makeWorkerUtils } from 'graphile-worker';
import pg from 'pg';
import { serveQueue } from './queue-server.ts';
import { databaseUrl } from './serve.ts';

const pgPool = new pg.Pool({ connectionString: databaseUrl, max: 16 });
pgPool.on('error', console.error);
pgPool.on('connect', (client) => client.on('error', console.error));
const queue = await makeWorkerUtils({ pgPool, logger: new Logger(() => () => undefined) });
await queue.migrate();
serveQueue(async (body) => (await queue.addJob('question', body)).id);
