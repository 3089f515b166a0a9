// The shapes that values of environment variables take, beyond plain text.
import { z } from 'zod';

/** `on off true false 1 0`, in any case. */
export const flag = () =>
  z.stringbool({
    truthy: ['on', 'true', '1'],
    falsy: ['off', 'false', '0'],
    error: 'must be on or off',
  });

/** Digits only: neither `1e3` nor `0x10` nor a stray unit slips through. */
export const wholeNumber = (least = 0, most = Number.MAX_SAFE_INTEGER) => {
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} up` : `from ${least} to ${most}`;
  const error = `must be a whole number ${range}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, { error, abort: true })
    .transform(Number)
    .pipe(z.number({ error }).min(least, { error }).max(most, { error }));
};
