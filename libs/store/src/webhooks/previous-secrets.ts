// The secrets before the current one: each signs on for a day, however many followed it meanwhile.

export interface PreviousSecret {
  /** Sealed like the current one, in hex. */
  readonly sealed: string;
  readonly until: string;
}

/** Each is a signature more in the header of every webhook. */
const MOST = 10;

/**
 * What `previous_secrets` becomes when `secret_sealed` is replaced, as SQL: the newest first. A
 * rotation repeated because its answer was lost must not cut off whoever still has the one before both.
 * @param s the row's alias
 * @param now the parameter with the instant it happens
 */
export const withPrevious = (s: string, now: string): string => `(
  select coalesce(jsonb_agg(one order by place), '[]')
  from jsonb_array_elements(jsonb_build_array(jsonb_build_object(
      'sealed', encode(${s}.secret_sealed, 'hex'), 'until', ${now}::timestamptz + interval '24 hours'))
    || ${s}.previous_secrets) with ordinality as all_of_them (one, place)
  where place <= ${MOST} and (one ->> 'until')::timestamptz > ${now}::timestamptz)`;

/** Those that sign at this instant, sealed, the newest first. */
export const stillSigning = (all: readonly PreviousSecret[], at: Date): Buffer[] =>
  all.filter(({ until }) => new Date(until) > at).map(({ sealed }) => Buffer.from(sealed, 'hex'));
