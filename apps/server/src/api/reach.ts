// Whether everybody a question names can be reached: by their channel, the plan, and this server.
import { channels, type Couriers, type OpenChannels } from '@pausepoint/channels';
import type { AskedRecipient } from '@pausepoint/contract';
import { DomainError, type ChannelName, type Limits } from '@pausepoint/core';
import type { Log } from '@pausepoint/runtime';
import type { ServerConfig } from '../config.ts';
import { takesPasskeys } from '../pages/proof/proof-for.ts';

type Asked = Pick<AskedRecipient, 'channel' | 'pointer'>;

export function addressOf(name: ChannelName, recipient: string): string | undefined {
  const parsed = channels[name].parseRecipient(recipient);
  return 'address' in parsed ? parsed.address : undefined;
}

/** @param couriers those that would carry the messages; none where nothing leaves the building */
export const recipientFaults =
  (couriers: Couriers) =>
  (name: ChannelName, recipient: string): string | undefined => {
    const parsed = channels[name].parseRecipient(recipient);
    return 'fault' in parsed ? parsed.fault : couriers[name]?.refuses?.(parsed.address);
  };

export function requireChannelsInPlan(limits: Limits, asked: readonly Asked[]): void {
  const { channels: allowed } = limits;
  if (allowed === null) return;
  const foreign = asked.filter(({ channel }) => !allowed.includes(channel));
  if (foreign.length === 0) return;
  const detail = `Your plan includes ${allowed.join(', ')}, not ${namesOf(foreign).join(', ')}.`;
  throw new DomainError('channel_not_in_plan', detail, { errors: faultsAt(foreign, detail) });
}

/** Said when it is asked, not to the human whose browser can't. */
export function requirePasskeys(config: Pick<ServerConfig, 'publicUrl'>): void {
  if (takesPasskeys(config)) return;
  const detail =
    'Passkeys need a PUBLIC_URL with https:// and a host name, not an IP address (http://localhost works, too).';
  throw new DomainError('invalid_request', detail, { errors: [{ pointer: '/require', detail }] });
}

/** Only an operator ends this, so whoever honours `Retry-After` need not come back at once. */
const SET_UP_SECONDS = 60;

/** The caller hears which channel it is, the operator what to set; neither hears who was to be asked. */
export function requireCouriers(
  { couriers, missing }: Pick<OpenChannels, 'couriers' | 'missing'>,
  asked: readonly Asked[],
  log: Log,
): void {
  const unreachable = asked.filter(({ channel }) => channel !== 'link' && !couriers[channel]);
  if (unreachable.length === 0) return;
  const names = namesOf(unreachable);
  const unset = [...new Set(names.flatMap((name) => missing[name] ?? []))];
  log.warn({ channels: names }, `no message can leave by ${names.join(', ')}${toSet(unset)}`);
  const detail = `No message can leave this server by ${names.join(', ')}: its operator has to set that up.`;
  throw new DomainError('channel_unavailable', detail, {
    errors: faultsAt(unreachable, 'is not set up on this server'),
    retryAfterSeconds: SET_UP_SECONDS,
  });
}

const toSet = (unset: readonly string[]): string =>
  unset.length === 0 ? '' : `: set ${unset.join(', ')}`;

const namesOf = (asked: readonly Asked[]): readonly ChannelName[] => [
  ...new Set(asked.map(({ channel }) => channel)),
];

const faultsAt = (asked: readonly Asked[], detail: string) =>
  asked.map(({ pointer }) => ({ pointer: `${pointer}/channel`, detail }));
