// What the doctor found at one place, in words for the operator.

export type State = 'ok' | 'warning' | 'failed' | 'not set up';

export interface Finding {
  /** What was looked at. */
  readonly what: string;
  readonly state: State;
  /** What was found, and where it is not ok what to do. */
  readonly detail: string;
}
