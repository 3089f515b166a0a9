// Human approval for LangChain tool calls.

/** What its idempotency keys begin with. */
export const keyPrefix = 'lc:';
