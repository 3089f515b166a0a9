// What doctor makes of the records that DNS has, or has not, or would not tell.
import { expect, test } from 'vitest';
import { checkDomain, type ResolveTxt } from './check-domain.ts';
import type { Sender } from './sender.ts';

const sender: Sender = { name: '', address: 'ask@shop.com', domain: 'shop.com' };
const dkim = { domain: 'mail.shop.com', selector: 'pp', privateKey: '' };

const zone =
  (records: Record<string, string[]>, code = 'ENOTFOUND'): ResolveTxt =>
  async (name) => {
    if (!records[name]) throw Object.assign(new Error(name), { code });
    return [['some other record'], records[name]];
  };

const full = zone({
  'shop.com': ['v=spf1 include:', '_spf.example.com -all'],
  'pp._domainkey.mail.shop.com': ['v=DKIM1; k=rsa; p=MIIB'],
  '_dmarc.shop.com': ['v=DMARC1; p=none'],
});
const states = async (...given: Parameters<typeof checkDomain>): Promise<string[]> =>
  (await checkDomain(...given)).map(({ state }) => state);

test('all there is all well', async () => {
  expect(await states(sender, dkim, full)).toEqual(['ok', 'ok', 'ok']);
});

test('a missing key breaks signatures; missing policies only cost trust', async () => {
  expect(await states(sender, dkim, zone({}))).toEqual(['warning', 'failed', 'warning']);
});

test('a revoked key is none', async () => {
  const revoked = zone({ 'pp._domainkey.mail.shop.com': ['v=DKIM1; p='] });
  expect((await states(sender, dkim, revoked))[1]).toBe('failed');
});

test('where DNS would not tell, that is what is said', async () => {
  const checks = await checkDomain(sender, dkim, zone({}, 'ESERVFAIL'));
  for (const { state, detail } of checks) {
    expect(state).toBe('warning');
    expect(detail).toContain("can't be told from here");
  }
});

test('names that the public DNS never has are not asked for', async () => {
  const asked: string[] = [];
  const ask: ResolveTxt = async (name) => {
    asked.push(name);
    return [];
  };
  await checkDomain({ ...sender, domain: 'mail.test' }, null, ask);
  expect(asked).toEqual([]);
});

test("another domain's signature does not vouch for the sender", async () => {
  const strange = { ...dkim, domain: 'example.org' };
  const [, check] = await checkDomain(sender, strange, full);
  expect(check).toMatchObject({ state: 'warning', detail: expect.stringContaining('shop.com') });
});
