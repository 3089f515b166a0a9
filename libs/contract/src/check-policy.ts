// Whether a key may ask what it asks.
import {
  DomainError,
  requirements,
  risks,
  type ChannelName,
  type Fault,
  type KeyRole,
  type Requirement,
  type Risk,
} from '@pausepoint/core';
import type { KeyPolicy } from './policy.ts';

export interface PolicyRequest {
  readonly role: KeyRole;
  /** Everybody who is asked, at once or later; `pointer` as in `Question`. */
  readonly recipients: readonly PolicyRecipient[];
  readonly risk: Risk;
  /** `link` unless told. */
  readonly require?: Requirement | undefined;
  /** The one spelling of a recipient, so that `+1 (312) …` and `+1312…` are the same. */
  readonly addressOf?: (channel: ChannelName, recipient: string) => string | undefined;
}

interface PolicyRecipient {
  readonly channel: ChannelName;
  readonly recipient: string;
  readonly pointer: string;
}

/** Throws `policy_denied`, naming everything the policy (or, without one, the role) forbids. */
export function checkPolicy(policy: KeyPolicy | null, request: PolicyRequest): void {
  const breaches = breachesOf(policy ?? {}, request);
  if (breaches.length === 0) return;
  const details = new Set(breaches.map(({ detail }) => detail));
  throw new DomainError(
    'policy_denied',
    `The key’s policy does not allow this: ${[...details].join('; ')}`,
    { errors: breaches },
  );
}

const breach = (pointer: string, detail: string): Fault => ({ pointer, detail });

function breachesOf(policy: KeyPolicy, request: PolicyRequest): readonly Fault[] {
  const { recipients, risk, require = 'link' } = request;
  const mayAsk = recipientRule(policy, request);
  return [
    ...recipients.flatMap((asked) => [
      mayAsk(asked)
        ? undefined
        : breach(`${asked.pointer}/recipient`, 'is not among the recipients this key may ask'),
      channelBreach(policy, request.role, asked),
    ]),
    policy.minRisk && risks.indexOf(risk) < risks.indexOf(policy.minRisk)
      ? breach('/risk', `must be at least ${policy.minRisk}`)
      : undefined,
    policy.minRequire && requirements.indexOf(require) < requirements.indexOf(policy.minRequire)
      ? breach('/require', `must be at least ${policy.minRequire}`)
      : undefined,
  ].filter((entry) => entry !== undefined);
}

/** Each allowed recipient is spelled once per channel, however many are asked. */
function recipientRule({ recipients: allowed }: KeyPolicy, { addressOf }: PolicyRequest) {
  const spelled = new Map<ChannelName, ReadonlySet<string>>();
  const address = (channel: ChannelName, text: string) => addressOf?.(channel, text) ?? text;
  return ({ channel, recipient }: PolicyRecipient): boolean => {
    if (!allowed) return true;
    const known = spelled.get(channel) ?? new Set(allowed.map((text) => address(channel, text)));
    spelled.set(channel, known);
    return known.has(address(channel, recipient));
  };
}

/** Whoever holds a link may answer: an agent gets one into its hands only where its key says so. */
function channelBreach(
  { channels }: KeyPolicy,
  role: KeyRole,
  { channel, pointer }: PolicyRecipient,
): Fault | undefined {
  const at = `${pointer}/channel`;
  if (channels && !channels.includes(channel)) {
    return breach(at, `must be one of ${channels.join(', ')}`);
  }
  if (channel === 'link' && role === 'agent' && !channels) {
    return breach(at, 'cannot be link: the policy of an agent’s key has to name it');
  }
  return undefined;
}
