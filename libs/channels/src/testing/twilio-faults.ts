// What the fake Twilio refuses of a message, as the real one does.

interface TwilioSenders {
  /** A number, or a messaging service's SID. */
  readonly sender: string;
  readonly whatsapp: { readonly from: string; readonly template: string };
  readonly optedOut: ReadonlySet<string>;
}

/** The code of what is wrong with a message; undefined: nothing. */
export function twilioFault(
  form: URLSearchParams,
  { sender, whatsapp, optedOut }: TwilioSenders,
): number | undefined {
  const to = form.get('To') ?? '';
  const overWhatsapp = to.startsWith('whatsapp:');
  const from = form.get('From') ?? form.get('MessagingServiceSid');
  const validity = form.get('ValidityPeriod') ?? '36000';
  if (!/^(whatsapp:)?\+\d{7,15}$/.test(to)) return 21211;
  if (optedOut.has(to)) return 21610;
  if (from !== (overWhatsapp ? `whatsapp:${whatsapp.from}` : sender)) {
    return overWhatsapp ? 63007 : 21606;
  }
  if (!/^\d+$/.test(validity) || Number(validity) < 1 || Number(validity) > 36_000) return 90007;
  if (!/^https?:\/\/[^/_]+\//.test(form.get('StatusCallback') ?? '')) return 21609;
  return overWhatsapp ? templateFault(form, whatsapp.template) : bodyFault(form.get('Body') ?? '');
}

const bodyFault = (body: string): number | undefined =>
  body === '' ? 21602 : body.length > 1_600 ? 21617 : undefined;

function templateFault(form: URLSearchParams, template: string): number | undefined {
  if (form.get('ContentSid') !== template) return 21655;
  const variables = JSON.parse(form.get('ContentVariables') ?? '{}') as Record<string, string>;
  const filled = ['1', '2', '3'].map((name) => variables[name] ?? '');
  if (filled.some((value) => value === '' || /[\r\n\t]| {5}/.test(value))) return 21656;
  return filled.join('').length > 1_000 ? 21658 : undefined;
}
