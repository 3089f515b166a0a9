// Ids say what they are outside and sort by time inside.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatId, idPrefixes, newId, parseId, type IdKind } from './id.ts';

const kinds = Object.keys(idPrefixes) as IdKind[];
const kind = fc.constantFrom(...kinds);

test('an id is read back with its prefix, without it, and in capitals', () => {
  fc.assert(
    fc.property(kind, fc.uuid(), (of, id) => {
      expect(parseId(of, formatId(of, id))).toBe(id);
      expect(parseId(of, id)).toBe(id);
      expect(parseId(of, id.toUpperCase())).toBe(id);
    }),
  );
});

test('one kind of id is never taken for another', () => {
  fc.assert(
    fc.property(kind, kind, fc.uuid(), (of, other, id) => {
      if (of !== other) expect(parseId(of, formatId(other, id))).toBeUndefined();
    }),
  );
  expect(new Set(Object.values(idPrefixes)).size).toBe(kinds.length);
});

test('no text makes the parser throw or gives it anything but a bare lower-case UUID', () => {
  const prefix = fc.constantFrom('', 'psr_', 'PSR_', 'psr_psr_', 'evt_');
  fc.assert(
    fc.property(prefix, fc.oneof(fc.string(), fc.uuid()), (before, text) => {
      const id = parseId('pause', before + text);
      if (id !== undefined) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    }),
  );
  const id = newId(new Date());
  for (const odd of [`${id}\n`, ` ${id}`, `{${id}}`, id.replaceAll('-', ''), `psr_psr_${id}`]) {
    expect(parseId('pause', odd)).toBeUndefined();
  }
});

test('later ids sort after earlier ones, and ten thousand of one moment share none', () => {
  const early = newId(new Date('2026-05-08T14:00:00.000Z'));
  const late = newId(new Date('2026-05-08T14:00:00.001Z'));
  expect(early < late).toBe(true);
  expect(early[14]).toBe('7');
  const now = new Date();
  expect(new Set(Array.from({ length: 10_000 }, () => newId(now))).size).toBe(10_000);
});

test('ids made for one millisecond sort as they were made', () => {
  const now = new Date();
  const ids = Array.from({ length: 1_000 }, () => newId(now));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
