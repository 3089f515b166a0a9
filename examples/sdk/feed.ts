// Hears of everything that was decided, without a public address: from where it stopped last time.
import { pausepoint, type WebhookEvent } from 'pausepoint';

const { events } = pausepoint();
const kept = process.argv[2];

// #region feed
for await (const { data, next_cursor } of events.pages({ after: kept ?? 'latest' })) {
  for (const event of data) await handle(event); // what a webhook would carry
  await keep(next_cursor); // begin here next time: nothing is skipped, nothing told twice
}
// #endregion

function handle({ type, data }: WebhookEvent): Promise<void> {
  console.log(type, data.choice);
  return Promise.resolve();
}

/** A file, or the table you write to anyway. */
function keep(cursor: string): Promise<void> {
  console.error(cursor);
  return Promise.resolve();
}
