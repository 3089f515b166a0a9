// Whether anybody can still be reached: a question whose every way has failed waits for nobody.
import type { PauseState } from './pause-state.ts';

export interface Reach extends Pick<PauseState, 'status'> {
  readonly held: object | null;
  /** Everybody the pause asks, the fallbacks too: one that waits for its turn is a way left. */
  readonly recipients: readonly { readonly notification: { readonly status: string } }[];
}

/**
 * What `pause.notification_failed` tells the webhooks, once: nobody is left to reach. The pause stays
 * open until its deadline. An answer that may still be taken back shows that somebody was reached;
 * what is sandboxed, or handed over as a link, never fails.
 */
export const isUndeliverable = ({ status, held, recipients }: Reach): boolean =>
  status === 'pending' &&
  held === null &&
  recipients.length > 0 &&
  recipients.every(({ notification }) => notification.status === 'failed');
