// Two labels a hurried reader could take for one another are found, honest ones are let through.
import { describe, expect, test } from 'vitest';
import { findLookAlikes, skeleton } from './look-alike.ts';

describe('labels that look alike are found', () => {
  test.each([
    ['Approve', 'Approve '],
    ['Approve', 'approve'],
    ['Invoice', 'invoice'],
    ['Approve', '\u0410pprove'], // Cyrillic A
    ['Approve', '\u0391pprove'], // Greek Alpha
    ['approve', '\u0251pprove'], // phonetic alpha
    ['Approve', 'Appro\u200bve'], // zero-width space
    ['Approve', '\u202eApprove'], // right-to-left override
    ['Approve', 'Appro\u00adve'], // soft hyphen
    ['Approve', 'Ap\ufe0fprove'], // variation selector
    ['Approve', '\uff21\uff50\uff50\uff52\uff4f\uff56\uff45'], // full width
    ['Approve', '\u{1d400}pprove'], // mathematical bold
    ['Pay 100', 'Pay 1OO'],
    ['Tier 1', 'Tier I'],
    ['Tier 1', 'Tier l'],
    ['Wire now', 'Wire\u2800now'], // braille blank
    ['Wire now', 'Wire\u00a0 now'],
    ['sign', 's\u0131gn'], // dotless i
    ['modern', 'rnodern'],
  ])('%s and its twin %s', (label, twin) => {
    expect(findLookAlikes(['Something else', label, twin])).toEqual([1, 2]);
  });
});

describe('honest labels pass', () => {
  test.each([
    [['Approve', 'Reject']],
    [['Send it', 'Edit first', 'Cancel']],
    [['Delete', 'Keep', 'Ask me tomorrow']],
    [['Drucken', 'Drücken']],
    [['Łaska', 'Laska']],
    [['Да', 'Нет']],
    [['承認', '却下']],
    [['موافق', 'مرفوض']],
    [['नहीं', 'हाँ']],
    [['Tier 1', 'Tier 2', 'Tier 10']],
    [['1', '2', '3', '4', '5']],
  ])('%j', (labels) => {
    expect(findLookAlikes(labels)).toBeUndefined();
  });
});

test('a skeleton is stable: taking it twice changes nothing', () => {
  for (const label of ['Approve', '\u0410pprove 10', 'Wire $8,400 to Meridian?', 'ﬁx', '承認']) {
    expect(skeleton(skeleton(label))).toBe(skeleton(label));
  }
});
