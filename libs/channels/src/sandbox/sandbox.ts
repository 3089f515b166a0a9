// The courier that lets nothing leave: messages are kept, to be looked at instead of sent.
import type { Courier, Message } from '../channel.ts';

export interface KeptMessage extends Message {
  readonly recipient: string;
  /** The delivery's id, as every courier gets it. */
  readonly key: string;
}

/** @param keep where messages go; when it fails, the delivery is tried again like any other */
export const sandbox = (keep: (message: KeptMessage) => Promise<void>): Courier => ({
  async send(message, { address, key }) {
    try {
      await keep({ ...message, recipient: address, key });
    } catch (error) {
      return { kind: 'retry', error: error instanceof Error ? error.message : 'not kept' };
    }
    return { kind: 'delivered', status: 'sandboxed' };
  },
});
