// What the fake Twilio shows of its account: what `doctor` asks for.
import type { WireAnswer } from './wire.ts';

export interface TwilioSetup {
  /** The number texts are sent from. */
  readonly from?: string;
  /** Then texts are sent through it. */
  readonly serviceSid?: string;
  readonly account?: { readonly status?: string; readonly type?: string };
  /** What is different about the number. */
  readonly number?: {
    readonly capabilities?: { readonly sms: boolean };
    readonly sms_url?: string;
    readonly sms_method?: string;
  };
  /** What is different about the messaging service. */
  readonly service?: {
    readonly inbound_request_url?: string;
    readonly inbound_method?: string;
    readonly use_inbound_webhook_on_number?: boolean;
  };
  /** How many senders the messaging service has. */
  readonly members?: number;
  /** The US campaigns' states. */
  readonly campaigns?: readonly string[];
  /** WhatsApp's word on the template. */
  readonly approval?: string;
}

/** Undefined: there is no such thing. */
export function twilioResources(
  accountSid: string,
  setup: TwilioSetup & { readonly from: string },
): (path: string) => WireAnswer | undefined {
  const account = `/2010-04-01/Accounts/${accountSid}`;
  const service = `/v1/Services/${setup.serviceSid ?? ''}`;
  const number = { sid: 'PN1', phone_number: setup.from, capabilities: { sms: true } };
  const members = Array.from({ length: setup.members ?? 1 }, () => ({ sid: 'PN1' }));
  const campaigns = (setup.campaigns ?? []).map((status) => ({ campaign_status: status }));
  const shown: Readonly<Record<string, unknown>> = {
    [`${account}.json`]: { sid: accountSid, status: 'active', type: 'Full', ...setup.account },
    [service]: { sid: setup.serviceSid, inbound_method: 'POST', ...setup.service },
    [`${service}/PhoneNumbers`]: page('phone_numbers', members),
    [`${service}/ShortCodes`]: page('short_codes', []),
    [`${service}/AlphaSenders`]: page('alpha_senders', []),
    [`${service}/Compliance/Usa2p`]: page('compliance', campaigns),
    [`/v1/Content/HX${'f'.repeat(32)}/ApprovalRequests`]: {
      whatsapp: { status: setup.approval ?? 'approved' },
    },
  };
  return (path) => {
    const { pathname, searchParams } = new URL(path, 'http://twilio');
    if (pathname === `${account}/IncomingPhoneNumbers.json`) {
      const ours = searchParams.get('PhoneNumber') === setup.from;
      const found = ours ? [{ sms_method: 'POST', ...number, ...setup.number }] : [];
      return { body: { incoming_phone_numbers: found } };
    }
    return Object.hasOwn(shown, pathname) ? { body: shown[pathname] } : undefined;
  };
}

const page = (key: string, rows: readonly object[]): object => ({ [key]: rows, meta: { key } });
