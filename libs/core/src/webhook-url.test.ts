// A webhook URL can never name the inside of somebody's network.
import { describe, expect, test } from 'vitest';
import { isPublicAddress, webhookUrlFault } from './webhook-url.ts';

const open = { allowPrivate: true };
const guarded = { allowPrivate: false };

describe('webhookUrlFault', () => {
  test.each([
    'https://example.com/hook',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]:8443/a?b=c',
    'https://xn--bcher-kva.example/',
  ])('%s may be given', (url) => {
    expect(webhookUrlFault(url, guarded)).toBeUndefined();
  });

  test.each([
    ['', 'https URL'],
    ['example.com/hook', 'https URL'],
    ['http://example.com/', 'https URL'],
    ['ftp://example.com/', 'https URL'],
    ['file:///etc/passwd', 'https URL'],
    ['javascript:alert(1)', 'https URL'],
    ['https://', 'https URL'],
    ['https://user@example.com/', 'user name or password'],
    ['https://:secret@example.com/', 'user name or password'],
    [`https://example.com/${'a'.repeat(2_048)}`, 'at most 2048'],
    ['https://127.0.0.1/', 'public address'],
    ['https://127.0.0.1./', 'public address'],
    ['https://2130706433/', 'public address'],
    ['https://0x7f.1/', 'public address'],
    ['https://0177.0.0.1/', 'public address'],
    ['https://①②⑦.⓪.⓪.①/', 'public address'],
    ['https://[::1]/', 'public address'],
    ['https://[::ffff:10.0.0.1]/', 'public address'],
    ['https://[64:ff9b::a00:1]/', 'public address'],
    ['https://169.254.169.254/latest/meta-data', 'public address'],
  ])('%s is refused: %s', (url, reason) => {
    expect(webhookUrlFault(url, guarded)).toContain(reason);
  });

  test('where private webhooks are allowed, http and private addresses are too', () => {
    expect(webhookUrlFault('http://127.0.0.1:3000/', open)).toBeUndefined();
    expect(webhookUrlFault('http://user:pw@127.0.0.1/', open)).toContain('password');
    expect(webhookUrlFault('gopher://127.0.0.1/', open)).toContain('https URL');
  });
});

describe('isPublicAddress', () => {
  test.each(
    `0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 169.254.169.254
     172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1
     198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
     :: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:10.0.0.1 64:ff9b::7f00:1
     64:ff9b:1::a00:1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 fc00::1 fd00:ec2::254 fe80::1
     fec0::1 ff02::1 4000::1 localhost 1.2.3.4/8`
      .trim()
      .split(/\s+/),
  )('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['8.8.8.8', '1.1.1.1', '100.63.255.255', '172.32.0.1', '2606:4700::1111'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});
