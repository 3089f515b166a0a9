// Twilio's error codes in our own words: theirs may repeat a number or a message.

interface TwilioError {
  readonly words: string;
  /** It may go well a little later; everything else in this table is final. */
  readonly passing?: true;
}

const unregistered =
  'US carriers block this sender: register a 10DLC brand and campaign with Twilio';
const template = 'WhatsApp needs an approved template: check TWILIO_WHATSAPP_TEMPLATE';
const sender = 'Twilio does not let this account send from that sender: check TWILIO_FROM';
const service = 'the messaging service is not usable: check TWILIO_MESSAGING_SERVICE_SID';
export const credentials =
  'Twilio refuses our credentials: check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN';
const account = 'the Twilio account is not active';

/** https://www.twilio.com/docs/api/errors */
const errors: Readonly<Record<number, TwilioError>> = {
  // The account: an operator mends it, and the message is still of use then.
  10001: { words: account, passing: true },
  20003: { words: credentials, passing: true },
  20005: { words: account, passing: true },
  20429: { words: 'Twilio is asked too often', passing: true },
  21611: { words: 'the queue of the sending number is full', passing: true },

  // The recipient.
  21211: { words: 'not a phone number that can get texts' },
  21214: { words: 'the number cannot be reached' },
  21217: { words: 'not a phone number that can get texts' },
  21265: { words: 'a short code cannot get texts from here' },
  21266: { words: 'the recipient is the sending number itself' },
  21407: { words: 'not a phone number that can get texts' },
  21408: { words: 'Twilio may not send to this country: allow it in the geo permissions' },
  21608: { words: 'a trial account sends only to numbers that were verified' },
  21219: { words: 'a trial account sends only to numbers that were verified' },
  21610: { words: 'the recipient opted out of texts from this sender' },
  21612: { words: 'this sender cannot reach that number' },
  21614: { words: 'not a mobile number' },
  21635: { words: 'a landline cannot get texts' },

  // The sender.
  21212: { words: sender },
  21603: { words: sender },
  21606: { words: sender },
  21609: { words: 'Twilio cannot call back at PUBLIC_URL' },
  21659: { words: sender },
  21660: { words: sender },
  21661: { words: 'the sending number cannot send texts' },
  21701: { words: service },
  21703: { words: 'the messaging service has no number to send from' },
  21705: { words: service },

  // On the way.
  30001: { words: 'too many texts were waiting to be sent' },
  30002: { words: account },
  30003: { words: 'the phone is off or out of reach' },
  30004: { words: 'the carrier or the recipient blocks such texts' },
  30005: { words: 'the number is not in service' },
  30006: { words: 'a landline, or a carrier that cannot be reached' },
  30007: { words: 'a carrier filtered the text as unwanted' },
  30008: { words: 'the carrier did not deliver it and does not say why' },
  30010: { words: 'the text costs more than the account allows' },
  30017: { words: "the carrier's network is congested" },
  30018: { words: 'this country wants senders to be registered beforehand' },
  30022: { words: "more texts than the sender's US registration allows" },
  30023: { words: "more texts today than the sender's US registration allows" },
  30024: { words: 'the sending number is not set up with the carrier yet' },
  30032: { words: 'US carriers block this toll-free number until it is verified with Twilio' },
  30034: { words: unregistered },
  30035: { words: unregistered },
  30036: { words: 'it could not be sent before the deadline' },
  30044: { words: 'the text is too long for a trial account' },
  30410: { words: 'the carrier did not answer in time' },
  30450: { words: 'Twilio blocked it as likely fraud' },

  // WhatsApp.
  21617: { words: 'the message is longer than Twilio takes' },
  21655: { words: template },
  21656: { words: template },
  63003: { words: 'the number is not on WhatsApp' },
  63007: { words: 'not a WhatsApp sender of this account: check TWILIO_WHATSAPP_FROM' },
  63013: { words: "the message breaks WhatsApp's rules" },
  63015: { words: 'the recipient has not joined the WhatsApp sandbox' },
  63016: { words: template },
  63018: { words: 'WhatsApp takes no more messages from this sender for now', passing: true },
  63024: { words: 'the number is not on WhatsApp' },
  63027: { words: template },
  63028: { words: template },
  63032: { words: 'WhatsApp does not let this recipient get such messages' },
  63033: { words: 'the recipient blocked the sender' },
  63040: { words: template },
  63041: { words: template },
  63042: { words: template },
  63049: { words: 'WhatsApp chose not to deliver it' },
};

export const errorOf = (code: number | undefined): TwilioError | undefined =>
  code === undefined ? undefined : errors[code];

/** For a message that is lost for good. */
export function wordsFor(code: number | undefined): string {
  const known = errorOf(code)?.words ?? 'Twilio could not deliver it';
  return code === undefined ? known : `${known} (Twilio error ${code})`;
}
