// What the operator may set of Twilio: one account, a sender for texts, a sender for WhatsApp.
import { z } from 'zod';
import { sms } from '../sms/sms.ts';

/** `on off true false 1 0`, as everywhere in the house. */
const flag = () =>
  z.stringbool({
    truthy: ['on', 'true', '1'],
    falsy: ['off', 'false', '0'],
    error: 'must be on or off',
  });

const sid = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), {
    error: `must be ${prefix} and 32 hexadecimal digits`,
  });

/** The one spelling of a number; anything else stays as it was. */
const spelled = (text: string): string => {
  const parsed = sms.parseRecipient(text);
  return 'fault' in parsed ? text.trim() : parsed.address;
};

const isNumber = (text: string): boolean => 'address' in sms.parseRecipient(text);
const isShortCode = (text: string): boolean => /^\d{4,8}$/.test(text);
/** Carriers show such a name in the place of a number. */
const isName = (text: string): boolean => /^(?=.*[A-Za-z])[\w &+-]{1,11}$/.test(text);

export const twilioEnv = {
  TWILIO_ACCOUNT_SID: sid('AC').optional().meta({
    description: 'The Twilio account that sends texts and WhatsApp messages.',
    example: 'ACffffffffffffffffffffffffffffffff',
  }),
  TWILIO_AUTH_TOKEN: z.string().optional().meta({
    description: "The account's auth token; it also proves that callbacks come from Twilio.",
    example: 'the auth token from the Twilio console',
  }),
  TWILIO_FROM: z
    .string()
    .transform(spelled)
    .refine((text) => isNumber(text) || isShortCode(text) || isName(text), {
      error: 'must be a phone number, a short code or a sender name of at most 11 letters',
    })
    .optional()
    .meta({
      description: 'The number texts are sent from. Or set TWILIO_MESSAGING_SERVICE_SID.',
      example: '+13128471928',
    }),
  TWILIO_MESSAGING_SERVICE_SID: sid('MG').optional().meta({
    description:
      'The Twilio messaging service that chooses the number texts are sent from; it wins over TWILIO_FROM.',
    example: 'MGffffffffffffffffffffffffffffffff',
  }),
  SMS_COUNTRIES: z
    .string()
    .transform((text) => [...new Set(text.toUpperCase().split(/[\s,;]+/))].filter(Boolean))
    .refine(
      (countries) => countries.length > 0 && countries.every((one) => /^[A-Z]{2}$/.test(one)),
      {
        error: 'must be two-letter country codes, separated by commas',
      },
    )
    .optional()
    .meta({
      description:
        'The countries texts are sent to; no text leaves without it. Every further country is ' +
        'one more that somebody could run up a bill with.',
      example: 'US,CA',
    }),
  SMS_REPLIES: flag()
    .default(false)
    .meta({
      description:
        'Invite answers by text. Turn it on once the number sends incoming messages by POST to ' +
        'PUBLIC_URL/hooks/twilio/sms.',
    }),
  TWILIO_WHATSAPP_FROM: z
    .string()
    .transform((text) => spelled(text.replace(/^\s*whatsapp:/i, '')))
    .refine(isNumber, { error: 'must be a phone number' })
    .optional()
    .meta({
      description: 'The number of the WhatsApp sender that is registered with Twilio.',
      example: '+13128471928',
    }),
  TWILIO_WHATSAPP_TEMPLATE: sid('HX').optional().meta({
    description:
      'The approved content template. Its variables: 1 who asks, 2 the question, 3 the link.',
    example: 'HXffffffffffffffffffffffffffffffff',
  }),
  TWILIO_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL' })
    .optional()
    .meta({
      description: "Where Twilio's API is, for a stand-in. Absent: Twilio itself.",
      example: 'http://localhost:4010',
    }),
};

export type TwilioEnv = z.output<z.ZodObject<typeof twilioEnv>>;

/** What texts are sent through; undefined while none is set. */
export const senderOf = (env: TwilioEnv): string | undefined =>
  env.TWILIO_MESSAGING_SERVICE_SID ?? env.TWILIO_FROM;

/** A name has no phone behind it. */
export const canReceive = (env: TwilioEnv): boolean =>
  env.TWILIO_MESSAGING_SERVICE_SID !== undefined ||
  (env.TWILIO_FROM !== undefined && (isNumber(env.TWILIO_FROM) || isShortCode(env.TWILIO_FROM)));
