// Every query parameter is known, given once and in range, or the request is refused.
import { type DomainError } from '@pausepoint/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCursor, encodeCursor, pageOf } from './cursor.ts';
import {
  parseAuditQuery,
  parseListPauses,
  parseNoQuery,
  parsePageQuery,
  parseWait,
} from './queries.ts';
import type { Query } from './validate.ts';

const id = '01975b5e-7b1a-7c3e-9f42-6d2a4c1e8b90';

function places(parse: (query: Query) => unknown, query: Query): readonly string[] {
  try {
    parse(query);
    return [];
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid_request' });
    return (error as DomainError).errors!.map(({ pointer }) => pointer).sort();
  }
}

describe('queries', () => {
  test('are read into the store’s words', () => {
    expect(
      parseListPauses({
        status: 'pending',
        channel: 'sms',
        run_id: 'r',
        created_after: '2026-05-08T16:00:00+02:00',
        created_before: '2026-05-09T00:00:00.5Z',
        limit: '100',
        cursor: encodeCursor(id),
      }),
    ).toEqual({
      status: 'pending',
      channel: 'sms',
      runId: 'r',
      createdAfter: new Date('2026-05-08T14:00:00Z'),
      createdBefore: new Date('2026-05-09T00:00:00.500Z'),
      limit: 100,
      cursor: id,
    });
    expect(
      parseAuditQuery({ pause_id: `psr_${id}`, event_type: 'pause.viewed', actor: 'human' }),
    ).toMatchObject({ pauseId: id, eventType: 'pause.viewed', actor: 'human', limit: 20 });
    expect(parsePageQuery({})).toEqual({ limit: 20 });
    expect(parseWait({})).toBe(0);
    expect(parseWait({ wait: '55' })).toBe(55);
  });

  test.each([
    [parsePageQuery, { limit: '0' }, '#/query/limit'],
    [parsePageQuery, { limit: '101' }, '#/query/limit'],
    [parsePageQuery, { limit: '1.5' }, '#/query/limit'],
    [parsePageQuery, { limit: '' }, '#/query/limit'],
    [parsePageQuery, { limit: ' 5' }, '#/query/limit'],
    [parsePageQuery, { limit: '1e1' }, '#/query/limit'],
    [parsePageQuery, { cursor: 'AAAA' }, '#/query/cursor'],
    [parsePageQuery, { cursor: '' }, '#/query/cursor'],
    [parsePageQuery, { limit: ['1', '2'] }, '#/query/limit'],
    [parsePageQuery, { Limit: '1' }, '#/query/Limit'],
    [parseWait, { wait: '56' }, '#/query/wait'],
    [parseWait, { wait: '-1' }, '#/query/wait'],
    [parseListPauses, { run_id: 'a\0' }, '#/query/run_id'],
    [parseListPauses, { created_after: '2026-02-30T00:00:00Z' }, '#/query/created_after'],
    [parseListPauses, { created_after: '2026-05-08' }, '#/query/created_after'],
    [parseListPauses, { status: 'done' }, '#/query/status'],
    [parseAuditQuery, { pause_id: `evt_${id}` }, '#/query/pause_id'],
    [parseAuditQuery, { actor: 'robot' }, '#/query/actor'],
    [parseNoQuery, { a: '1' }, '#/query/a'],
    [parseNoQuery, { __proto__x: '1' }, '#/query/__proto__x'],
  ] as const)('%o %j is refused', (parse, query, place) => {
    expect(places(parse, query)).toEqual([place]);
  });

  test('all their faults are told at once', () => {
    const query = { limit: '0', cursor: '!', from: 'x', to: 'y', event_type: 'z', colour: 'red' };
    expect(places(parseAuditQuery, query)).toEqual(
      Object.keys(query)
        .map((name) => `#/query/${name}`)
        .sort(),
    );
  });
});

describe('cursors', () => {
  test('lead back to the id they were made of', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(decodeCursor(encodeCursor(uuid))).toBe(uuid);
      }),
    );
  });

  test('nothing else is one', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const decoded = decodeCursor(text);
        if (decoded !== undefined) expect(encodeCursor(decoded)).toBe(text);
      }),
    );
    expect(decodeCursor(`${encodeCursor(id)}=`)).toBeUndefined();
  });

  test('a page of limit + 1 rows has a next one, a shorter has none', () => {
    const rows = [{ id }, { id: id.replace('0', '1') }];
    expect(pageOf(rows, 1)).toEqual({ rows: [rows[0]], nextCursor: encodeCursor(id) });
    expect(pageOf(rows, 2)).toEqual({ rows, nextCursor: null });
    expect(pageOf([], 2)).toEqual({ rows: [], nextCursor: null });
  });
});
