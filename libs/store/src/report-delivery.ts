// Hears what a vendor says later, of its own accord, of a message it was given.
import type { DeliveryKey } from '@pausepoint/core';
import type { VendorWord } from './records.ts';
import type { Store } from './store.ts';

/** True: something changed. */
export async function reportDelivery(
  _store: Store,
  _key: DeliveryKey,
  _word: VendorWord & { readonly at: Date },
): Promise<boolean> {
  return false;
}
