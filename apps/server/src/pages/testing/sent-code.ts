// The code a recipient was sent, as only the worker that sends it learns it.
import { claimNotifications } from '@pausepoint/store';
import type { TestServer } from '../../testing/test-server.ts';
import type { Asked } from '../testing.ts';

/** By pause: tests that run beside each other take each other's messages. */
const taken = new Map<string, string>();
let taking: Promise<unknown> = Promise.resolve();

/** The newest, once it is on its way. */
export async function sentCode(server: TestServer, { pauseId }: Asked): Promise<string> {
  taking = taking.then(() => takeAll(server));
  await taking;
  const digits = taken.get(pauseId);
  if (digits === undefined) throw new Error('no code was sent');
  return digits;
}

async function takeAll({ store }: TestServer): Promise<void> {
  for (const claim of await claimNotifications(store, { limit: 1_000, leaseSeconds: 60 })) {
    if (claim.proof) taken.set(claim.pauseId, claim.proof.digits);
  }
}
