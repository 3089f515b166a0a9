// Mails about people's own accounts: sent once, kept for the inbox where nothing leaves, never told to a log.
import { Writable } from 'node:stream';
import { createLog } from '@pausepoint/runtime';
import { askReset, findReset, invite, listInbox } from '@pausepoint/store';
import { expect, test } from 'vitest';
import { openAccount, openMail } from './testing/accounts.ts';
import { eventually, rows, startTestWorker, useDatabase } from './testing/set-up.ts';

const db = useDatabase();
const statuses = () =>
  rows<{ status: string }>(db(), 'select status, attempts from account_mail order by id');

test('a link for a new password reaches its address by mail, although the server was busy, and works', async () => {
  const { smtp, channels } = await openMail(db());
  smtp.script({ status: 451 });
  const { email } = await openAccount(db(), 'https://example.com/hook');
  await askReset(db(), { email, now: new Date() });
  await askReset(db(), { email: 'nobody@example.com', now: new Date() });
  await startTestWorker(db(), { channels });
  await eventually(async () => {
    expect(await statuses()).toEqual([
      { status: 'sent', attempts: 2 },
      { status: 'dropped', attempts: 1 },
    ]);
  });
  expect(smtp.taken.map(({ to }) => to)).toEqual([[email]]);
  const [mail] = await smtp.mails();
  const [, token] = /https:\/\/pause\.example\.com\/reset\/([\w-]{43})/.exec(mail!.text!)!;
  expect(await findReset(db(), token!, new Date())).toMatchObject({ email });
});

test('where no mail leaves, the log says so without address and link; a local machine shows it in its inbox', async () => {
  await db().pool.query('delete from account_mail');
  const { email, developerId } = await openAccount(db(), 'https://example.com/hook');
  let lines = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines += chunk.toString();
      done();
    },
  });
  const log = createLog({ level: 'debug', stream });
  const closed = await startTestWorker(db(), { log });
  await askReset(db(), { email, now: new Date() });
  await eventually(async () => expect(await statuses()).toMatchObject([{ status: 'failed' }]));
  expect(lines).toContain('was not sent: set SMTP_URL');
  expect(lines).not.toContain(email);
  expect(lines).not.toContain('/reset/');
  expect(await listInbox(db(), { limit: 10 })).toEqual([]);
  await closed.close();

  await startTestWorker(db(), { log, config: { local: true } });
  const invitedBy = crypto.randomUUID();
  const wanted = { developerId, email: 'eve@example.com', role: 'auditor', invitedBy } as const;
  await invite(db(), { ...wanted, now: new Date() });
  await eventually(async () =>
    expect(await listInbox(db(), { limit: 10 })).toMatchObject([
      { recipient: 'eve@example.com', channel: 'email', subject: expect.stringContaining('Ada') },
    ]),
  );
  expect(lines).not.toContain('eve@example.com');
});
