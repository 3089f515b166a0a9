// The words of the dashboard's column, and who sees which.
import type { MemberRole } from '@pausepoint/core';

export type Section =
  | 'pauses'
  | 'audit'
  | 'webhooks'
  | 'keys'
  | 'approvers'
  | 'usage'
  | 'waiting'
  | 'team'
  | 'account'
  | 'inbox';

interface Shown {
  readonly section: Section;
  readonly words: string;
  readonly to: readonly MemberRole[];
}

const readers: readonly MemberRole[] = ['owner', 'developer', 'auditor'];

/** In this order. */
export const sections: readonly Shown[] = [
  { section: 'waiting', words: 'Waiting', to: ['owner', 'developer', 'approver'] },
  { section: 'pauses', words: 'Pauses', to: readers },
  { section: 'audit', words: 'Audit', to: readers },
  { section: 'webhooks', words: 'Webhooks', to: readers },
  { section: 'keys', words: 'Keys', to: readers },
  { section: 'approvers', words: 'Approvers', to: readers },
  { section: 'usage', words: 'Usage', to: readers },
];

/** At the column's foot. */
export const ownSections: readonly Shown[] = [
  { section: 'inbox', words: 'Test inbox', to: readers },
  { section: 'team', words: 'Team', to: readers },
  { section: 'account', words: 'Account', to: [...readers, 'approver'] },
];

/** What is there twice, once for each mode. */
export const hasModes = (section: Section): boolean =>
  ['pauses', 'audit', 'webhooks', 'keys', 'approvers', 'usage'].includes(section);

/** Where somebody comes in. */
export const homeOf = (role: MemberRole): string =>
  (role as string) === 'approver' ? '/waiting' : '/pauses';
