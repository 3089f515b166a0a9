// One line that tells a human of an event.
import type { WebhookEvent } from '@pausepoint/contract/wire';
import { oneLine } from './terminal.ts';

export function eventLine({ type, pause_id, timestamp, data }: WebhookEvent): string {
  const time = timestamp.slice(11, 19);
  return [time, type.padEnd(13 + 'pause.'.length), pause_id, whatCame(type, data)]
    .filter(Boolean)
    .join('  ');
}

function whatCame(type: WebhookEvent['type'], data: WebhookEvent['data']): string {
  const choice = data.choice === null ? '' : oneLine(data.choice);
  if (type === 'pause.timed_out') {
    return choice ? `nobody answered; the default is ${choice}` : 'nobody answered';
  }
  if (type === 'pause.notification_failed') return 'nobody could be reached';
  const how = data.decision ? ` (${oneLine(data.decision.via)})` : '';
  return choice + how + (data.text === null ? '' : `: ${oneLine(data.text)}`);
}
