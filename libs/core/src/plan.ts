// What each plan allows. Plans bind only where the operator sets PLAN_LIMITS=on.
import { DAY, HOUR } from './time.ts';

export const channelNames = ['sms', 'email', 'slack', 'telegram', 'whatsapp', 'link'] as const;
export type ChannelName = (typeof channelNames)[number];

/** Null means unlimited. */
export interface Limits {
  readonly pausesPerMonth: number | null;
  readonly channels: readonly ChannelName[] | null;
  readonly longestTimeoutSeconds: number;
  readonly approvers: number | null;
}

const days = (count: number): number => (count * DAY) / 1_000;

export const plans = {
  free: {
    pausesPerMonth: 50,
    channels: ['sms'],
    longestTimeoutSeconds: (24 * HOUR) / 1_000,
    approvers: 1,
  },
  starter: {
    pausesPerMonth: 500,
    channels: ['sms', 'email'],
    longestTimeoutSeconds: days(7),
    approvers: 3,
  },
  pro: {
    pausesPerMonth: 5_000,
    channels: ['sms', 'email', 'slack'],
    longestTimeoutSeconds: days(30),
    approvers: null,
  },
  enterprise: {
    pausesPerMonth: null,
    channels: null,
    longestTimeoutSeconds: days(30),
    approvers: null,
  },
} as const satisfies Record<string, Limits>;

export type PlanName = keyof typeof plans;
export const planNames = Object.keys(plans) as PlanName[];

/** The limits where plans do not bind: only the longest timeout remains. */
export const unlimited: Limits = plans.enterprise;

/** The month a pause counts in, UTC: `2026-05`. */
export const usagePeriod = (at: Date): string => at.toISOString().slice(0, 7);
