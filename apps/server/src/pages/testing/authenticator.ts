// An authenticator in software: what a device with a passkey answers, and what a forger would.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface Device {
  /** The site as the browser names it. */
  readonly origin: string;
  readonly rpId: string;
  /** Whether it asked for a finger, a face or a PIN. */
  readonly verifiesUser?: boolean;
}

interface Asked {
  readonly challenge: string;
}

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
const base64 = (data: string | Buffer): string => Buffer.from(data).toString('base64url');
const size = (bytes: number, count: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(count, 0, bytes);
  return buffer;
};

/** ES256; the counter rises with each use unless it is told otherwise. */
export function authenticator() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const point = (text: string): Buffer => Buffer.from(text, 'base64url');
  const id = randomBytes(16);
  let counter = 0;
  // CBOR of a COSE key: {1: EC2, 3: ES256, -1: P-256, -2: x, -3: y}.
  const coseKey = Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    ...[point(x!), Buffer.from('225820', 'hex'), point(y!)],
  ]);
  const clientData = (type: string, { challenge }: Asked, { origin }: Device): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const dataOf = ({ rpId, verifiesUser = true }: Device, attested = Buffer.alloc(0)): Buffer => {
    const flags = 1 | (verifiesUser ? 4 : 0) | (attested.length > 0 ? 64 : 0);
    return Buffer.concat([sha256(rpId), size(1, flags), size(4, counter), attested]);
  };
  const named = { id: base64(id), rawId: base64(id), type: 'public-key' };
  return {
    id: base64(id),
    /** The next use says this counter; 0 for one that does not count. */
    countAs: (next: number): void => void (counter = next),
    create(asked: Asked, device: Device) {
      const data = dataOf(
        device,
        Buffer.concat([Buffer.alloc(16), size(2, id.length), id, coseKey]),
      );
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
        ...[size(1, data.length), data],
      ]);
      const response = {
        clientDataJSON: base64(clientData('webauthn.create', asked, device)),
        attestationObject: base64(attestation),
        transports: ['internal'],
      };
      return { ...named, clientExtensionResults: {}, response };
    },
    /** @param userHandle what a passkey that is found unnamed was set up with, as base64url */
    get(asked: Asked, device: Device, userHandle?: string) {
      const client = clientData('webauthn.get', asked, device);
      const data = dataOf(device);
      const response = {
        clientDataJSON: base64(client),
        authenticatorData: base64(data),
        signature: base64(sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)),
        ...(userHandle !== undefined && { userHandle }),
      };
      return { ...named, clientExtensionResults: {}, response };
    },
  };
}
