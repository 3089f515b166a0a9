// The human of the tests.
export const whom = { recipient: '+1 (312) 847-1928', channel: 'sms' } as const;
