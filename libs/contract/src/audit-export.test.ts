// A file of events reads back as the events, and runs nothing in a spreadsheet.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportHead, exportLine, parseExportQuery } from './audit-export.ts';
import { presentAudit, type PresentableAuditEvent } from './audit.ts';
import { always, json } from './records.fixture.ts';

const event = (given: Partial<PresentableAuditEvent>): PresentableAuditEvent => ({
  id: '01975b5e-7b1a-7c3e-9f42-6d2a4c1e8f41',
  type: 'pause.created',
  actor: 'developer',
  pauseId: null,
  detail: {},
  createdAt: new Date('2026-05-08T14:00:00.000Z'),
  sequence: null,
  leafHash: null,
  ...given,
});

/** RFC 4180, as a reader of it would. */
function readRow(text: string): string[] {
  expect(text.endsWith('\r\n')).toBe(true);
  const cells = text.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g);
  return [...cells].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare!);
}

test('every line of NDJSON is one event, as the list tells it', () => {
  always(json, (detail) => {
    const line = exportLine('ndjson', event({ detail }));
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(presentAudit(event({ detail })))));
  });
  expect(exportHead('ndjson')).toBe('');
});

test('a row of CSV has the columns of its head, and its detail is the JSON', () => {
  const head = readRow(exportHead('csv'));
  always(fc.tuple(json, fc.nat()), ([detail, sequence]) => {
    const row = readRow(exportLine('csv', event({ detail, sequence })));
    expect(row).toHaveLength(head.length);
    expect(JSON.parse(row[head.indexOf('detail')]!)).toEqual(JSON.parse(JSON.stringify(detail)));
    expect(row[head.indexOf('sequence')]).toBe(String(sequence));
  });
});

describe('a cell that a spreadsheet would take for a formula is text', () => {
  test('a hash that begins like one', () => {
    // Base64 of 0xf8: a plus.
    const leafHash = new Uint8Array(32).fill(0xf8);
    const line = exportLine('csv', event({ leafHash, sequence: 0 }));
    expect(readRow(line)[6]).toMatch(/^'\+/);
  });

  test.each(['=', '+', '-', '@', '\t', '\r'])('%j', (mark) => {
    const line = exportLine('csv', event({ actor: `${mark}cmd|' /C calc'!A0` as 'human' }));
    expect(readRow(line)[2]).toBe(`'${mark}cmd|' /C calc'!A0`);
  });
});

test('an export is narrowed as the list is, but has no pages', () => {
  expect(parseExportQuery({ actor: 'human' })).toEqual({
    format: 'ndjson',
    filter: { actor: 'human', pauseId: undefined, eventType: undefined },
  });
  for (const query of [{ limit: '5' }, { cursor: 'x' }, { format: 'xml' }]) {
    expect(() => parseExportQuery(query as Record<string, string>)).toThrow();
  }
});
