// Says that a question is open and for how long: second by second to a human, once to a log.
import type { Pause } from '@pausepoint/contract/wire';
import type { Terminal } from './terminal.ts';

/** @param onStop what Ctrl-C would do @returns ends it */
export function showWaiting(pause: Pause, onStop: string, terminal: Terminal): () => void {
  const { live, err, now } = terminal;
  const left = () => clock(Date.parse(pause.expires_at) - now().getTime());
  if (!live) {
    err(`Waiting for an answer until ${pause.expires_at}, ${left()} from now.`);
    return () => undefined;
  }
  const show = (): void => live(`${left()} left to answer. Ctrl-C ${onStop}.`);
  show();
  const timer = setInterval(show, 1_000);
  return () => {
    clearInterval(timer);
    live('');
  };
}

/** “29:59”, “23:59:59”, “6 d 23:59:59”. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000));
  const [days, rest] = [Math.floor(seconds / 86_400), seconds % 86_400];
  const [hours, minutes] = [Math.floor(rest / 3_600), Math.floor(rest / 60) % 60];
  const two = (count: number) => String(count).padStart(2, '0');
  const time = `${two(minutes)}:${two(rest % 60)}`;
  if (days > 0) return `${days} d ${two(hours)}:${time}`;
  return hours > 0 ? `${two(hours)}:${time}` : time;
}
