// What each role may do, spelled out once more: a right given by accident shows here.
import { expect, test } from 'vitest';
import { deeds, mayDo, memberRoles } from './role.ts';

test('an owner may do all, a developer all but own, an approver only decide, an auditor only read', () => {
  const may = memberRoles.map((role) => [role, deeds.filter((deed) => mayDo(role, deed))]);
  expect(Object.fromEntries(may)).toEqual({
    owner: ['read', 'build', 'decide', 'own'],
    developer: ['read', 'build', 'decide'],
    approver: ['decide'],
    auditor: ['read'],
  });
});
