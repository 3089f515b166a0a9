// The first question, as lines to paste into a terminal.
import type { ServerConfig } from '../config.ts';

export const curlLine = (
  { publicUrl }: Pick<ServerConfig, 'publicUrl'>,
  key = '$PAUSEPOINT_API_KEY',
): string =>
  `curl ${publicUrl}/v1/pause \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{
    "recipient": "+15550100",
    "channel": "sms",
    "message": "Wire $8,400 to Meridian Supplies?",
    "options": ["Approve", "Reject"],
    "timeout_default": "Reject"
  }'`;
