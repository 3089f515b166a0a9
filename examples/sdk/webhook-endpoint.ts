// Sets up where webhooks go, and makes sure that they arrive.
import { pausepoint } from 'pausepoint';

const client = pausepoint();
const url = process.argv[2]!;

// #region endpoint
const { webhook_id, secret } = await client.webhooks.create({ url, events: ['pause.responded'] });
await keep(secret!); // told this once: `webhooks.verify` wants it

const { status, attempts } = await client.webhooks.test(webhook_id);
if (status !== 'delivered') console.error(attempts.at(-1)); // what your receiver said
// #endregion
console.log(status);

/** Where your receiver finds it. */
function keep(secret: string): Promise<void> {
  console.log(secret.slice(0, 'whsec_'.length));
  return Promise.resolve();
}
