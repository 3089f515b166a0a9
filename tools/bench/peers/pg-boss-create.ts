// pg-boss `send` behind bare HTTP, by its public API.
import { PgBoss } from 'pg-boss';
import { serveQueue } from './queue-server.ts';
import { databaseUrl } from './serve.ts';

const boss = new PgBoss({
  connectionString: databaseUrl,
  max: 16,
  supervise: false,
  schedule: false,
});
boss.on('error', console.error);
await boss.start();
await boss.createQueue('question');
serveQueue((body) => boss.send('question', body));
