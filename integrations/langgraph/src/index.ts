// Human approval for LangGraph nodes and tools.

/** What its idempotency keys begin with. */
export const keyPrefix = 'lg:';
