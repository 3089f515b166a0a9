// Takes an answer back while it is held, by the link it came by.
import { settle } from '@pausepoint/store';
import type { OpenedLink, RespondLink } from './respond-link.ts';
import type { Services } from './services.ts';

/** Whether the answer that is held came by this very link, or from whoever is signed in here. */
export const heldByLink = ({ link, pause }: OpenedLink): boolean =>
  pause.held !== null &&
  pause.held.answer.recipientIndex === link.recipientIndex &&
  (pause.held.answer.identifiedBy !== 'signed_in' ||
    pause.held.answer.userId === link.person?.userId);

/** Where it came too late nothing changes; the page that follows shows what stands. */
export async function revokeAnswer({ store }: Services, link: RespondLink): Promise<void> {
  const { developerId, pauseId, recipientIndex } = link;
  await settle(store, [{ kind: 'revoke', developerId, pauseId, recipientIndex }]);
}
