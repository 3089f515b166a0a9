// A schema's issues, told as faults in plain words.
import { z } from 'zod';
import { unknownField } from './did-you-mean.ts';
import { pointer, type CodedFault } from './faults.ts';

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

/**
 * @param value what was validated: tells a missing member from a mistyped one
 * @param prefix the pointer of that value
 */
export function faultsOf(
  schema: z.ZodType,
  error: z.ZodError,
  value: unknown,
  prefix = '',
): CodedFault[] {
  // A mistyped value is told once: zod also measures a text where a list was asked for.
  const mistyped = new Set(
    error.issues.filter(({ code }) => code === 'invalid_type').map(({ path }) => pointer(...path)),
  );
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'invalid_type' && mistyped.has(pointer(...issue.path))) return [];
    const at = prefix + pointer(...issue.path);
    if (issue.code === 'unrecognized_keys') {
      const known = knownFields(schema, issue.path);
      return issue.keys.map((key) => ({
        pointer: at + pointer(key),
        detail: unknownField(key, known),
      }));
    }
    return [{ pointer: at, detail: describe(issue, valueAt(value, issue.path)) }];
  });
}

function describe(issue: Issue, found: unknown): string {
  const shape = issue.code === 'invalid_type' || issue.code === 'invalid_value';
  if (shape && found === undefined) return 'is required';
  if (issue.code === 'invalid_type') {
    if (issue.expected === 'int' && typeof found === 'number') return 'must be a whole number';
    return `must be ${named(issue.expected)}, not ${named(kindOf(found))}`;
  }
  if (issue.code === 'invalid_value') {
    return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
  }
  if (issue.code === 'too_small') return `must be at least ${counted(issue.minimum, issue.origin)}`;
  if (issue.code === 'too_big') return `must be at most ${counted(issue.maximum, issue.origin)}`;
  return issue.message;
}

const counted = (count: number | bigint, origin: string): string =>
  origin === 'array' ? `${count} ${Number(count) === 1 ? 'item' : 'items'} long` : `${count}`;

const names: Record<string, string> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

const named = (kind: string): string => names[kind] ?? kind;

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);

/** The fields of the object at `path`, for the “did you mean”. */
function knownFields(schema: unknown, path: Path): readonly string[] {
  const inner = unwrap(schema);
  if (path.length === 0) return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
  const [key, ...rest] = path;
  if (inner instanceof z.ZodArray) return knownFields(inner.element, rest);
  if (inner instanceof z.ZodObject) return knownFields(inner.shape[String(key)], rest);
  return [];
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return unwrap(schema.unwrap());
  }
  if (schema instanceof z.ZodDefault) return unwrap(schema.unwrap());
  return schema;
}
