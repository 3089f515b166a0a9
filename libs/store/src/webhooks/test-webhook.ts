// Tests an endpoint: an ordinary delivery of an event that never happened, tried once.
import { webhookTest } from '@pausepoint/core';
import { disabled } from '../deliveries/redeliver.ts';
import type { Scope } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

/** A test that has not ended yet serves whoever asks for another. */
const test = {
  name: 'test-webhook',
  text: `
with e as materialized (
  select developer_id, mode, id, enabled from webhook_endpoint
  where developer_id = $1 and mode = $2 and id = $3
), waiting as materialized (
  select d.id from e join delivery d on d.developer_id = e.developer_id and d.pause_id = e.id
  where d.next_attempt_at is not null limit 1
), made as (
  insert into delivery (developer_id, pause_id, id, kind, mode, status, next_attempt_at, event_id,
    event_type, event_at, endpoint_id, created_at, updated_at)
  select developer_id, id, new_id(statement_timestamp()), 'webhook', mode, 'pending',
    statement_timestamp(), new_id(statement_timestamp()), '${webhookTest}', statement_timestamp(),
    id, statement_timestamp(), statement_timestamp()
  from e where enabled and not exists (select from waiting)
  returning id
)
select e.enabled, coalesce((select id from waiting), (select id from made)) as id from e`,
};

/** The id of the delivery; undefined: there is no such endpoint. Throws `webhook_disabled`. */
export async function testWebhook(
  store: Store,
  { developerId, mode, id }: Scope & { readonly id: string },
): Promise<string | undefined> {
  const values = [developerId, mode, id];
  const [row] = await run<{ enabled: boolean; id: string }>(store.pool, test, values);
  if (row && !row.enabled) throw disabled();
  return row?.id;
}
