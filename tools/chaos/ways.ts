// The ways to ask a human, an address of its own for each question, and what arrived there.
import type { Vendors } from './live-service.ts';

export type Way = 'sms' | 'email' | 'webhook' | 'app' | 'telegram';

interface Reach {
  readonly channel: string;
  readonly vendor: 'twilio' | 'smtp' | 'slack' | 'telegram';
  readonly address: (index: number) => string;
  /** How many messages its vendor took for this address. */
  readonly count: (vendors: Vendors, address: string) => number;
}

const digits = (index: number, length: number): string => String(index).padStart(length, '0');

export const ways: Readonly<Record<Way, Reach>> = {
  sms: {
    channel: 'sms',
    vendor: 'twilio',
    address: (index) => `+131284${digits(index, 5)}`,
    count: ({ twilio }, address) => twilio.messages.filter(({ to }) => to === address).length,
  },
  email: {
    channel: 'email',
    vendor: 'smtp',
    address: (index) => `approver-${digits(index, 5)}@company.example`,
    count: ({ smtp }, address) => smtp.taken.filter(({ to }) => to[0] === address).length,
  },
  webhook: {
    channel: 'slack',
    vendor: 'slack',
    address: (index) => `https://hooks.slack.com/services/T0/B${digits(index, 5)}/s3cr3t`,
    count: ({ slack }, address) => slack.taken.filter(({ path }) => address.endsWith(path)).length,
  },
  app: {
    channel: 'slack',
    vendor: 'slack',
    address: (index) => `C0AB${digits(index, 7)}`,
    count: ({ slack }, address) =>
      slack.taken.filter(
        ({ path, body }) =>
          path === '/api/chat.postMessage' && new URLSearchParams(body).get('channel') === address,
      ).length,
  },
  telegram: {
    channel: 'telegram',
    vendor: 'telegram',
    address: (index) => `-10012345${digits(index, 5)}`,
    count: ({ telegram }, address) =>
      telegram.messages().filter(({ chat }) => chat === address).length,
  },
};

export const reached = (vendors: Vendors, way: Way, index: number): number =>
  ways[way].count(vendors, ways[way].address(index));
