// What still waits to be sent to an endpoint that hears nothing any more ends dead, with the reason.
import type { EntityManager } from '@mikro-orm/postgresql';
import { underWay } from '../deliveries/under-way.ts';

/** A try under way is left to tell what came of it; no other follows it. */
const giveUp = `
update delivery d set status = 'dead', next_attempt_at = null, last_error = ?,
  updated_at = statement_timestamp()
where d.developer_id = ? and d.endpoint_id = ? and d.kind = 'webhook'
  and d.next_attempt_at is not null and not ${underWay('d')}`;

export async function giveUpWaiting(
  em: EntityManager,
  of: { readonly developerId: string; readonly endpointId: string; readonly error: string },
): Promise<void> {
  await em.execute(giveUp, [of.error, of.developerId, of.endpointId]);
}
