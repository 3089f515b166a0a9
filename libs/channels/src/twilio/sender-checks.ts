// What Twilio says of the sender of texts: that it is there, receives, and may write to the US.
import type { Twilio } from 'twilio';
import type { Check } from '../vendor.ts';
import { canReceive, type TwilioEnv } from './env.ts';

export type Finding = Pick<Check, 'state' | 'detail'>;

const registration =
  'US carriers block texts from numbers without registration (error 30034): register a brand and ' +
  'a campaign (A2P 10DLC) in the Twilio console and add the number to its messaging service; ' +
  'toll-free numbers are verified instead (error 30032).';

/** Whether there is something to send texts from. */
export async function checkSender(client: Twilio, env: TwilioEnv): Promise<Finding> {
  const { TWILIO_MESSAGING_SERVICE_SID: serviceSid } = env;
  if (serviceSid) {
    const members = await membersOf(client, serviceSid);
    if (members > 0) return { state: 'ok', detail: 'The messaging service has senders.' };
    return { state: 'failed', detail: 'The messaging service has no sender: add a number to it.' };
  }
  if (!canReceive(env)) {
    const detail = 'A sender name: not every country allows one, the US and Canada do not.';
    return { state: 'warning', detail };
  }
  const number = await numberOf(client, env);
  if (!number) return { state: 'failed', detail: 'TWILIO_FROM is not a number of this account.' };
  if (number.sms) return { state: 'ok', detail: 'The number can send texts.' };
  return { state: 'failed', detail: 'The number cannot send texts: take one that can.' };
}

/** Whether incoming texts reach us. */
export async function checkIncoming(
  client: Twilio,
  env: TwilioEnv,
  ours: string,
): Promise<Finding> {
  const { TWILIO_MESSAGING_SERVICE_SID: serviceSid } = env;
  const calls = serviceSid ? await serviceCalls(client, serviceSid) : await numberOf(client, env);
  if (calls === 'each number') {
    const detail = `The messaging service leaves it to each number: set every one to POST to ${ours}.`;
    return { state: 'warning', detail };
  }
  if (calls?.url === ours && calls.method === 'POST') {
    return { state: 'ok', detail: 'Incoming texts reach this server.' };
  }
  const detail = `Let incoming messages go to ${ours} by POST, or set SMS_REPLIES=off.`;
  return { state: 'failed', detail };
}

/** Whether US carriers let it through, where Twilio tells. */
export async function checkUnitedStates(client: Twilio, env: TwilioEnv): Promise<Finding> {
  const { TWILIO_MESSAGING_SERVICE_SID: serviceSid, TWILIO_FROM: from } = env;
  if (!serviceSid) {
    const free = from && /^\+18(00|33|44|55|66|77|88)\d{7}$/.test(from);
    const only = free ? ' This number is toll-free.' : ' Twilio does not tell it for one number.';
    return { state: 'warning', detail: registration + only };
  }
  const campaigns = await client.messaging.v1
    .services(serviceSid)
    .usAppToPerson.list({ limit: 20 });
  if (campaigns.some(({ campaignStatus }) => campaignStatus === 'VERIFIED')) {
    return { state: 'ok', detail: 'The messaging service has a registered campaign.' };
  }
  const found = campaigns[0] ? `is ${campaigns[0].campaignStatus.toLowerCase()}` : 'is missing';
  return { state: 'warning', detail: `The campaign ${found}. ${registration}` };
}

async function membersOf(client: Twilio, serviceSid: string): Promise<number> {
  const service = client.messaging.v1.services(serviceSid);
  const members = await Promise.all([
    service.phoneNumbers.list({ limit: 1 }),
    service.shortCodes.list({ limit: 1 }),
    service.alphaSenders.list({ limit: 1 }),
  ]);
  return members.flat().length;
}

interface Incoming {
  readonly url: string;
  readonly method: string;
}

/** The number or short code of TWILIO_FROM; undefined: the account has no such. */
async function numberOf(
  client: Twilio,
  { TWILIO_FROM: from }: TwilioEnv,
): Promise<(Incoming & { readonly sms: boolean }) | undefined> {
  if (from?.startsWith('+')) {
    const [found] = await client.incomingPhoneNumbers.list({ phoneNumber: from, limit: 1 });
    return found && { url: found.smsUrl, method: found.smsMethod, sms: found.capabilities.sms };
  }
  const [found] = await client.shortCodes.list({ shortCode: from!, limit: 1 });
  return found && { url: found.smsUrl, method: found.smsMethod, sms: true };
}

async function serviceCalls(client: Twilio, serviceSid: string): Promise<Incoming | 'each number'> {
  const service = await client.messaging.v1.services(serviceSid).fetch();
  if (service.useInboundWebhookOnNumber) return 'each number';
  return { url: service.inboundRequestUrl, method: service.inboundMethod };
}
