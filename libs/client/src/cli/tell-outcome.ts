// What became of a question, in words: what a human chose on stdout, everything else on stderr.
import type { Pause } from '@pausepoint/contract/wire';
import { oneLine, safeJson, type Terminal } from './terminal.ts';

/** A default that the clock chose is never on stdout, where a script would take it for a choice. */
export function tellOutcome(pause: Pause, json: boolean, { out, err }: Terminal): void {
  if (json) out(safeJson(pause));
  else if (pause.human_decided && pause.response_choice !== null) {
    out(oneLine(pause.response_choice));
  }
  for (const line of words(pause)) err(line);
}

function words(pause: Pause): readonly string[] {
  const { status, response_choice, response_text, timeout_default } = pause;
  switch (status) {
    case 'responded':
      return [
        `A human chose “${oneLine(response_choice ?? '')}”${how(pause)}.`,
        ...(response_text ? [`Note: ${oneLine(response_text, 2_000)}`] : []),
      ];
    case 'timed_out':
      return [
        timeout_default === null
          ? 'Nobody answered in time.'
          : `Nobody answered in time. “${oneLine(timeout_default)}” is the default; no human chose it.`,
      ];
    case 'cancelled':
      return ['The question was withdrawn: nobody decided.'];
    case 'pending':
      return [`Still open, until ${pause.expires_at}.`];
  }
}

function how({ decision, recipients }: Pause): string {
  if (!decision) return '';
  const who = recipients.find(({ index }) => index === decision.recipient_index);
  const whom = who && (who.name ?? who.recipient);
  const by = `by ${decision.via}, identified by ${decision.identified_by}`;
  return ` (${oneLine(whom ? `${whom}, ${by}` : by)})`;
}
