// Names a delivery in one word, for vendors that give it back: three UUIDs, 64 characters.

export interface DeliveryKey {
  readonly developerId: string;
  readonly pauseId: string;
  readonly deliveryId: string;
}

/** base64url of the three ids; says nothing secret and proves nothing. */
export const formatDeliveryKey = ({ developerId, pauseId, deliveryId }: DeliveryKey): string =>
  Buffer.from(`${developerId}${pauseId}${deliveryId}`.replaceAll('-', ''), 'hex').toString(
    'base64url',
  );

/** Undefined: not a key of ours. */
export function parseDeliveryKey(text: string): DeliveryKey | undefined {
  if (!/^[\w-]{64}$/.test(text)) return undefined;
  const hex = Buffer.from(text, 'base64url').toString('hex');
  return {
    developerId: toUuid(hex.slice(0, 32)),
    pauseId: toUuid(hex.slice(32, 64)),
    deliveryId: toUuid(hex.slice(64)),
  };
}

const toUuid = (hex: string): string =>
  hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
