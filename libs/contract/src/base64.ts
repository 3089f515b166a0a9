// Hashes and keys as text: the way checkpoints write them, and the way key sets do.

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
