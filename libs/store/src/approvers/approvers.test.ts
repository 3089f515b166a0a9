// Who may be an approver, how many, and that another developer's or mode's are not there.
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addApprover,
  findApprover,
  linkApprover,
  listApprovers,
  mostApprovers,
  removeApprover,
  type NewApprover,
} from './approvers.ts';
import { listAudit } from '../audit/list-audit.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, times } from '../testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const now = new Date();
const approver = (overlay: Partial<NewApprover> = {}): NewApprover => ({
  ...{ developerId: aDeveloper(), mode: 'live', name: 'Grace', channel: 'email' },
  ...{ address: 'grace@example.com', masked: 'g•••••@example.com', limit: null, now },
  ...overlay,
});

test('they are listed in the order they were added, and the log hears of both ends', async () => {
  const of = { developerId: aDeveloper(), mode: 'live' as const };
  const first = await addApprover(store, approver(of));
  const second = await addApprover(
    store,
    approver({
      ...{ ...of, channel: 'slack', address: 'C0123456789', masked: 'C•••••789' },
      now: new Date(now.getTime() + 1),
    }),
  );
  expect(await listApprovers(store, of)).toEqual([first, second]);
  expect(await removeApprover(store, { ...of, id: first.id, now })).toBe(true);
  expect(await removeApprover(store, { ...of, id: first.id, now })).toBe(false);
  expect(await listApprovers(store, of)).toEqual([second]);
  const events = await listAudit(store, { ...of, limit: 10 });
  expect(events.map(({ type }) => type).toSorted()).toEqual([
    ...['approver.added', 'approver.added', 'approver.removed'],
  ]);
  expect(JSON.stringify(events)).not.toMatch(/grace|C0123/i);
});

test('one address is one approver, however it is spelled, and may be anybody else’s as well', async () => {
  const developerId = aDeveloper();
  await addApprover(store, approver({ developerId }));
  const again = approver({ developerId, address: 'Grace@example.com' });
  await expect(addApprover(store, again)).rejects.toMatchObject({
    code: 'invalid_request',
    errors: [{ pointer: '/email', detail: 'is an approver already' }],
  });
  await addApprover(store, approver({ developerId, mode: 'test' }));
  await addApprover(store, approver());
});

test('of many added at once no more than the plan allows are', async () => {
  const of = { developerId: aDeveloper(), mode: 'live' as const };
  const added = await Promise.allSettled(
    times(6, (i) => addApprover(store, approver({ ...of, address: `${i}@example.com`, limit: 3 }))),
  );
  const refused = added.filter((one) => one.status === 'rejected');
  expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual(
    Array(3).fill('approver_limit_reached'),
  );
  expect(await listApprovers(store, of)).toHaveLength(3);
});

test('no plan allows more than every pause can be sent to', async () => {
  const of = { developerId: aDeveloper(), mode: 'test' as const };
  for (let i = 0; i < mostApprovers; i++) {
    await addApprover(store, approver({ ...of, address: `${i}@example.com` }));
  }
  await expect(addApprover(store, approver(of))).rejects.toMatchObject({
    code: 'approver_limit_reached',
  });
});

test('another developer’s or mode’s is neither found, linked nor removed', async () => {
  const developerId = aDeveloper();
  const { id } = await addApprover(store, approver({ developerId }));
  for (const foreign of [
    { developerId: aDeveloper(), mode: 'live' as const, id },
    { developerId, mode: 'test' as const, id },
  ]) {
    expect(await findApprover(store, foreign)).toBeUndefined();
    expect(await linkApprover(store, { ...foreign, personId: aDeveloper() })).toBe(false);
    expect(await removeApprover(store, { ...foreign, now })).toBe(false);
  }
  expect(await findApprover(store, { developerId, mode: 'live', id })).toMatchObject({
    personId: null,
  });
});
