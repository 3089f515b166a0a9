// Human approval for the OpenAI Agents SDK.

/** What its idempotency keys begin with. */
export const keyPrefix = 'oa:';
