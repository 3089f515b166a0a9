// Human approval for the AI SDK.

/** What its idempotency keys begin with. */
export const keyPrefix = 'ai:';
