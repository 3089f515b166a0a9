// The doors and what is about oneself: signing up, in and out, account and team.
import type { DashboardState } from './dashboard-states.ts';

export const accountStates: readonly DashboardState[] = [
  { name: 'sign-in', who: 'visitor', prepare: () => '/sign-in' },
];
