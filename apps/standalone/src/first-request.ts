// The commands that take a new user from a started server to a decided pause.

const question = {
  recipient: '+15550100',
  channel: 'sms',
  message: 'Your agent wants to send a $340 wire to Acme Corp. Approve?',
  options: ['Approve', 'Reject'],
  timeout_default: 'Reject',
};

const bearer = (key: string): string => `-H 'Authorization: Bearer ${key}'`;

/** One line each, so that a copied line is a whole command. */
export const createLine = (url: string, key: string): string =>
  `curl -sS ${url}/v1/pause ${bearer(key)} -H 'Content-Type: application/json' -d '${JSON.stringify(question)}'`;

export const pollLine = (url: string, key: string): string =>
  `curl -sS '${url}/v1/pause?limit=1' ${bearer(key)}`;
