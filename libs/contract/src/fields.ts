// Kinds of field that many requests and answers share.
import { idPrefixes, type IdKind } from '@pausepoint/core';
import { z } from 'zod';

/** Text of `min` to `max` characters as a reader counts them (code points, as JSON Schema does). */
export const text = (min: number, max: number) =>
  z
    .string()
    .refine((value) => hasLength(value, min, max), {
      error: min === 0 ? `must be at most ${max} characters` : `must be ${min}-${max} characters`,
    })
    .refine((value) => min === 0 || !/^\s+$/u.test(value), { error: 'must not be blank' })
    .meta({ minLength: min, maxLength: max });

/** One line in which every character can be seen: for what a human must be able to trust. */
export const label = (max: number) =>
  z
    .string()
    .refine((value) => hasLength(value, 1, max), { error: `must be 1-${max} characters` })
    .refine((value) => !/^\s+$/u.test(value), { error: 'must not be blank' })
    .refine((value) => !hasHiddenCharacters(value), {
      error: 'must be one line without invisible or direction-changing characters',
    })
    .meta({ minLength: 1, maxLength: max });

/** An id as answers carry it. */
export const id = (kind: IdKind) =>
  z
    .string()
    .regex(new RegExp(`^${idPrefixes[kind]}_[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$`))
    .meta({ example: `${idPrefixes[kind]}_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8b90` });

/** An instant as answers carry it: ISO 8601, UTC, milliseconds. */
export const instant = z.iso
  .datetime({ precision: 3 })
  .meta({ example: '2026-05-08T14:00:00.000Z' });

/** An instant as requests may write it: any offset, any precision. */
export const givenInstant = z.iso
  .datetime({
    offset: true,
    error: 'must be an ISO 8601 time with a zone, as 2026-05-08T14:00:00Z',
  })
  .transform((value) => new Date(value))
  .meta({
    override: { type: 'string', format: 'date-time' },
    example: '2026-05-08T14:00:00Z',
  });

/** A whole number in a query. */
export const count = (min: number, max: number, fallback: number) =>
  z
    .string()
    .refine((value) => /^\d{1,4}$/.test(value) && Number(value) >= min && Number(value) <= max, {
      error: `must be a whole number from ${min} to ${max}`,
    })
    .transform(Number)
    .default(fallback)
    .meta({ override: { type: 'integer', minimum: min, maximum: max, default: fallback } });

export const email = z
  .string()
  .refine(
    (value) => value.length <= 254 && /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+$/u.test(value),
    {
      error: 'must be one e-mail address',
    },
  )
  .meta({ format: 'email', maxLength: 254, example: 'you@example.com' });

function hasLength(value: string, min: number, max: number): boolean {
  // UTF-16 units are at least code points: only long texts need counting.
  if (value.length < min) return false;
  if (value.length <= max && value.length >= 2 * min) return true;
  let characters = 0;
  for (const _ of value) characters++;
  return characters >= min && characters <= max;
}

const hidden = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;

const joiningScripts = ['Arabic', 'Syriac', 'Devanagari', 'Bengali', 'Gujarati', 'Gurmukhi']
  .concat(['Kannada', 'Khmer', 'Malayalam', 'Oriya', 'Sinhala', 'Tamil', 'Telugu', 'Mongolian'])
  .map((script) => `\\p{Script=${script}}`)
  .join('');
/** Joiners and selectors that emoji and some scripts cannot be written without. */
const needed = new RegExp(
  [
    '(?<=\\p{Emoji}[\\ufe0f\\u{1f3fb}-\\u{1f3ff}]?)\\u200d(?=\\p{Extended_Pictographic})',
    '(?<=\\p{Emoji})\\ufe0f',
    `(?<=[${joiningScripts}]\\p{M}*)[\\u200c\\u200d](?=[${joiningScripts}])`,
  ].join('|'),
  'gu',
);

const hasHiddenCharacters = (value: string): boolean =>
  hidden.test(value) && hidden.test(value.replace(needed, ''));
