// Mails about people's own accounts: where they lead, and that a name in them stays a name.
import { expect, test } from 'vitest';
import { invitationMail, passwordResetMail } from './account-mails.ts';

const link = {
  publicUrl: 'https://pause.example.com',
  token: 'a-token',
  expiresAt: new Date('2026-05-08T15:00:00Z'),
};
const invitation = { ...link, developerName: 'Acme', invitedBy: 'Ada', role: 'approver' } as const;

test('a link for a new password is in both parts, and nowhere a mail server would log it', () => {
  const { subject, text, html } = passwordResetMail(link);
  expect(text).toContain('https://pause.example.com/reset/a-token');
  expect(html).toContain('href="https://pause.example.com/reset/a-token"');
  expect(subject).toBe('Set a new password');
  expect(text).toContain('8 May 2026');
});

test('an invitation says who invites, to what, and as what', () => {
  const { subject, text, html } = invitationMail(invitation);
  expect(subject).toBe('Ada invites you to Acme');
  expect(text).toContain('As an approver you answer what you are asked.');
  expect(html).toContain('href="https://pause.example.com/invite/a-token"');
});

test('an invitation to an account of one’s own names no team', () => {
  const mail = { ...link, developerName: null, invitedBy: null, role: null };
  expect(invitationMail(mail).text).toContain(
    'invites you to open an account at pause.example.com',
  );
});

test('a name is shown as it is: no markup, no second line, no direction changed, no story told', () => {
  const name = `<b>Ada</b>\r\nBcc: x@example.com\u202e ${'and so on '.repeat(30)}`;
  const { subject, html, text } = invitationMail({
    ...invitation,
    developerName: name,
    invitedBy: name,
  });
  expect(subject).not.toMatch(/[\r\n\u202e]/);
  expect(subject!.length).toBeLessThanOrEqual(100);
  expect(html).not.toContain('<b>Ada');
  expect(text.length).toBeLessThan(1_000);
});
