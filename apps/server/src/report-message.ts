// A recipient reports that they did not expect the message: their messages stop, others may be due.
import { reportUnexpected } from '@pausepoint/store';
import type { RespondLink } from './respond-link.ts';
import type { Services } from './services.ts';

/** Where it came too late nothing changes; the page that follows shows what stands. */
export async function reportMessage(
  { store, signals }: Pick<Services, 'store' | 'signals'>,
  { developerId, pauseId, recipientIndex }: RespondLink,
): Promise<void> {
  if (recipientIndex === null) return;
  const refusal = await reportUnexpected(store, { developerId, pauseId, recipientIndex });
  // The next fallback, or word to the webhooks that nobody is left to reach.
  if (refusal === undefined) signals.due();
}
