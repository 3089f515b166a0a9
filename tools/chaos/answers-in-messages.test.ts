// From the question to the answer through the wire: texts, mails, Slack, Telegram, one after another.
import { patience } from '@pausepoint/runtime/testing/scale';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buttonsOf, codeOf, inboxOf, linksIn, served, type Inbox } from './inbox.ts';
import { eventually, openLiveService, publicUrl, type LiveService } from './live-service.ts';
import { expectNothingTold } from './nothing-told.ts';

vi.setConfig({ testTimeout: patience(60_000), hookTimeout: patience(120_000) });

let service: LiveService;
let inbox: Inbox;
beforeAll(async () => {
  service = await openLiveService();
  inbox = inboxOf(service);
  await service.startWorker();
});
afterAll(() => service.close());

const question = { message: 'Wire $8,400 to Meridian Supplies?', options: ['Approve', 'Reject'] };
/** Who presses; the vendors vouch for them. */
const ada = { slack: 'U02ADA', telegram: 987654321 };

const addresses: string[] = [];
/** An address nobody was asked at before. */
const address = {
  sms: () => known(`+1312847${1_000 + addresses.length}`),
  email: () => known(`cfo-${1_000 + addresses.length}@company.example`),
  slack: () => known(`C0ABC${1_000_000 + addresses.length}`),
  telegram: () => known(`-1001234${100_000 + addresses.length}`),
};
function known(one: string): string {
  addresses.push(one);
  return one;
}

const interactions = () => `${service.url}/hooks/slack/interactions`;
const settled = (id: string) =>
  eventually(async () => {
    const pause = await service.read(id);
    expect(pause.status).not.toBe('pending');
    return pause;
  });
/** Lets what is planned for later happen now. */
const bringForward = (id: string, notice: 'question' | 'reminder') =>
  service.rows(
    `update delivery set next_attempt_at = now()
     where pause_id = $1 and notice = $2 and attempts = 0 and next_attempt_at > now()`,
    [id.replace('psr_', ''), notice],
  );
const digitsIn = (body: string | null): readonly string[] =>
  /Reply (\d) Approve, (\d) Reject or tap/.exec(body ?? '')?.slice(1) ?? [];
const reply = async (phone: string, text: string): Promise<string> =>
  (await service.twilio.receive(phone, text, service.url)).text();

test.concurrent('a digit texted back decides, and is answered by text', async () => {
  const phone = address.sms();
  const { pause_id } = await service.ask({ ...question, recipient: phone, channel: 'sms' });
  const digits = digitsIn((await inbox.text(phone)).body);
  expect(await reply(phone, digits[1]!)).toContain(
    '<Message>Recorded: Reject. This is final.</Message>',
  );
  expect(await settled(pause_id)).toMatchObject({
    ...{ status: 'responded', response_choice: 'Reject', human_decided: true },
    decision: { via: 'sms', identified_by: 'phone_number', recipient_index: 0 },
  });
});

test.concurrent(
  'a button pressed in Slack decides; the message loses its buttons and shows who',
  async () => {
    const channel = address.slack();
    const { pause_id } = await service.ask({ ...question, recipient: channel, channel: 'slack' });
    const { index } = await inbox.slack(channel);
    const { status } = await service.slack.press(index, 0, ada.slack, { to: interactions() });
    expect(status).toBe(200);
    expect(await settled(pause_id)).toMatchObject({
      response_choice: 'Approve',
      decision: { via: 'slack', identified_by: 'slack_user', user_id: ada.slack },
    });
    await eventually(async () => {
      const edited = await inbox.slack(channel);
      expect(edited).toMatchObject({
        edits: 1,
        text: expect.stringContaining('Answered: Approve'),
      });
      expect(edited.text).toContain(`By <@${ada.slack}>.`);
      expect(buttonsOf(edited)).toEqual([]);
    });
  },
);

test.concurrent(
  'a button pressed in Telegram decides; the message loses its buttons and shows who',
  async () => {
    const chat = address.telegram();
    const { pause_id } = await service.ask({ ...question, recipient: chat, channel: 'telegram' });
    const message = await inbox.chat(chat);
    const pressed = await service.telegram.press(message, 'Reject', ada.telegram, service.url);
    expect(pressed).toEqual({ status: 200, words: 'Recorded: Reject. This is final.' });
    expect(await settled(pause_id)).toMatchObject({
      response_choice: 'Reject',
      decision: { via: 'telegram', identified_by: 'telegram_user', user_id: String(ada.telegram) },
    });
    await eventually(async () => {
      const edited = await inbox.chat(chat);
      expect(edited).toMatchObject({ edits: 1, buttons: [] });
      expect(edited.text).toContain('Answered: Reject');
      expect(edited.text).toContain(`By Telegram user ${ada.telegram}.`);
    });
  },
);

test.concurrent(
  'whoever opens every link of a mail has decided nothing; the link still works',
  async () => {
    const to = address.email();
    const { pause_id } = await service.ask({ ...question, recipient: to, channel: 'email' });
    const links = linksIn((await inbox.mail(to)).raw);
    // The page alone, and with either option already chosen.
    expect(links.map((link) => link.split('?')[1])).toEqual(
      expect.arrayContaining([undefined, 'choice=0', 'choice=1']),
    );
    const token = codeOf(links[0]!);
    for (const link of [...links, `${publicUrl}/v1/respond/${token}`]) {
      for (const method of ['GET', 'HEAD', 'GET']) {
        const response = await fetch(served(service, link), { method });
        expect([method, response.status]).toEqual([method, 200]);
        await response.text();
      }
    }
    expect((await service.read(pause_id)).status).toBe('pending');
    const answered = await fetch(`${service.url}/v1/respond/${token}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ choice: 'Approve' }),
    });
    expect(answered.status).toBe(200);
    expect((await service.read(pause_id)).decision).toMatchObject({ identified_by: 'link' });
  },
);

test.concurrent(
  'of three on three channels the first decides; the others are told, wherever they look',
  async () => {
    const [phone, channel, chat] = [address.sms(), address.slack(), address.telegram()];
    const { pause_id, respond_url } = await service.ask({
      ...question,
      recipients: [
        { recipient: phone, channel: 'sms', name: 'Ada' },
        { recipient: channel, channel: 'slack' },
        { recipient: chat, channel: 'telegram' },
      ],
    });
    const [text, post, message] = await Promise.all([
      inbox.text(phone),
      inbox.slack(channel),
      inbox.chat(chat),
    ]);
    // Pressed a moment too late: on its way while another decided.
    const latePress = service.slack.signedPress(post.index, 1, 'U03GRACE');
    await service.telegram.press(message, 'Approve', ada.telegram, service.url);
    expect(await settled(pause_id)).toMatchObject({
      response_choice: 'Approve',
      decision: { via: 'telegram', recipient_index: 2 },
    });

    const outcome = 'Already answered: Approve. Nothing was changed.';
    expect(await reply(phone, digitsIn(text.body)[1]!)).toContain(outcome);
    await fetch(interactions(), { method: 'POST', ...latePress });
    await eventually(() => {
      const whispers = service.slack.whispers().filter((one) => one.channel === channel);
      expect(whispers).toEqual([{ channel, user: 'U03GRACE', text: outcome }]);
    });
    const again = await service.telegram.press(message, 'Reject', 123454321, service.url);
    expect(again.words).toBe(outcome);
    await eventually(async () => {
      const edited = await inbox.slack(channel);
      expect(edited).toMatchObject({
        edits: 1,
        text: expect.stringContaining('Answered: Approve'),
      });
      expect(buttonsOf(edited)).toEqual([]);
    });
    await eventually(async () => expect(await inbox.chat(chat)).toMatchObject({ edits: 1 }));

    const links = [text.body, JSON.stringify(post), message.text, respond_url].flatMap(linksIn);
    expect(new Set(links.map(codeOf)).size).toBeGreaterThanOrEqual(4);
    for (const link of links) {
      const page = await fetch(served(service, link));
      expect([page.status, await page.text()]).toEqual([
        410,
        expect.stringContaining('Answered: Approve'),
      ]);
      const twin = await fetch(`${service.url}/v1/respond/${codeOf(link)}`);
      expect([twin.status, await twin.json()]).toMatchObject([410, { code: 'respond_link_used' }]);
    }
    expect(await service.read(pause_id)).toMatchObject({ response_choice: 'Approve' });
  },
);

test.concurrent(
  'who does not answer is reminded, then another is asked; all their messages end alike',
  async () => {
    const [channel, chat] = [address.slack(), address.telegram()];
    const { pause_id } = await service.ask({
      ...{ ...question, recipient: channel, channel: 'slack', remind_after_seconds: 1_800 },
      fallback: [{ after_seconds: 3_600, recipient: chat, channel: 'telegram' }],
    });
    const first = await inbox.slack(channel);
    await bringForward(pause_id, 'reminder');
    const reminder = await inbox.slack(channel, 2);
    expect(reminder.text).toContain('reminds you');
    expect(linksIn(reminder.text)).toEqual(linksIn(first.text));
    expect(service.telegram.messages().filter((one) => one.chat === chat)).toEqual([]);
    await bringForward(pause_id, 'question');
    const message = await inbox.chat(chat);
    await eventually(async () => {
      const { recipients } = await service.read(pause_id);
      expect(recipients[1].notification.status).toBe('sent');
    });
    await service.telegram.press(message, 'Approve', ada.telegram, service.url);
    expect((await settled(pause_id)).decision).toMatchObject({ recipient_index: 1 });
    await eventually(() => {
      const posts = service.slack.messages().filter((one) => one.channel === channel);
      expect(posts).toMatchObject([{ edits: 1 }, { edits: 1 }]);
      for (const post of posts) expect(post.text).toContain('Answered: Approve');
    });
    const events = await service.rows<{ type: string }>(
      `select type from audit_event where pause_id = $1 and type <> 'pause.viewed' order by id`,
      [pause_id.replace('psr_', '')],
    );
    expect(events.map(({ type }) => type)).toEqual([
      ...['pause.created', 'pause.notified', 'pause.reminded', 'pause.escalated'],
      'pause.responded',
    ]);
  },
);

test('neither log nor database names who was asked, nor how they answered', async () => {
  await expectNothingTold(service, {
    addresses,
    texts: [question.message, 'Meridian', 'Already answered', 'Recorded:', 'Approve'],
  });
  for (const user of Object.values(ada)) expect(service.output()).not.toContain(String(user));
});
