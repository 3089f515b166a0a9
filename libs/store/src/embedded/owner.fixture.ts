// A program that owns an embedded server, for tests that kill it: `node owner.fixture.ts FOLDER [write]`.
import { Client } from 'pg';
import { startEmbeddedPostgres } from './index.ts';

const [stateDir, write] = process.argv.slice(2);
const say = (fact: object): boolean => process.stdout.write(`${JSON.stringify(fact)}\n`);

const server = await startEmbeddedPostgres({
  stateDir: stateDir!,
  log: (message) => say({ log: message }),
});
say({ started: server.postmasterPid, url: server.url });
void server.exited.then((code) => say({ exited: code }));
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));

if (write) {
  const client = new Client(server.url);
  client.on('error', () => undefined);
  await client.connect();
  await client.query('create table if not exists ledger (n int primary key)');
  try {
    for (let n = 1; ; n++) {
      await client.query('insert into ledger values ($1)', [n]);
      say({ acknowledged: n });
    }
  } catch {
    // The server was killed; `exited` says so.
  }
}
