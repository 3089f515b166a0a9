// What a pause means for the model that waits for it, in words it can't read as an approval by mistake.
import type { ShownPause } from './shown-pause.ts';

const notAgreed =
  'This is not an approval. Do not go on with the action, do not try another way, another channel or another person, and do not ask again unless the user tells you to. Tell the user.';

export function whatNow(pause: ShownPause): string {
  switch (pause.status) {
    case 'pending':
      return pause.undeliverable ? undeliverable(pause) : pending(pause);
    case 'responded':
      return pause.human_decided ? responded(pause) : `No human agreed. ${notAgreed}`;
    case 'timed_out':
      return `No human agreed: nobody answered in time. This is not an approval, whatever the default says. Do not go on with the action, do not try another way, do not ask again unless the user tells you to. Tell the user.`;
    case 'cancelled':
      return `No human agreed: the question was withdrawn. ${notAgreed}`;
  }
}

function pending({ pause_id, expires_at, settles_at, respond_url, recipients }: ShownPause) {
  return [
    settles_at === null
      ? 'Nobody has answered yet.'
      : `Somebody has answered and may take it back until ${settles_at}: there is no answer yet.`,
    respond_url !== undefined &&
      'Nothing was sent: give respond_url to the human who shall answer, and do not open it yourself.',
    recipients.some(({ notification }) => notification.status === 'sandboxed') &&
      'This PausePoint sends nothing outside (local or test mode): the human finds the question in its inbox.',
    `Do not go on with the action. Call poll_pause_request with pause_id ${pause_id} now, and again while it is pending (until ${expires_at}).`,
  ]
    .filter(Boolean)
    .join(' ');
}

function undeliverable({ recipients }: ShownPause): string {
  const reasons = recipients.map(
    ({ channel, recipient, notification }) =>
      `${channel} ${recipient ?? '(erased)'}: ${notification.last_error ?? notification.status}`,
  );
  return `No human agreed: nobody could be reached (${reasons.join('; ')}). ${notAgreed}`;
}

function responded({ response_choice, response_text, decision }: ShownPause): string {
  const note = response_text === null ? '' : ` They added: ${JSON.stringify(response_text)}.`;
  const who = decision ? ` (identified by: ${decision.identified_by})` : '';
  return `A human decided${who}: ${JSON.stringify(response_choice)}.${note} Do what that says and nothing beyond: it covers exactly what was asked, once. If it does not clearly agree, do not do it, by no other way either.`;
}
