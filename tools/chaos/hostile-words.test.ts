// S17: words made to deceive, through every channel at once: they arrive as words, and as nothing else.
import { createHash } from 'node:crypto';
import { canonicalJson } from '@pausepoint/core';
import { patience } from '@pausepoint/runtime/testing/scale';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, inboxOf, linksIn, type Inbox } from './inbox.ts';
import { openLiveService, publicUrl, type Asked, type LiveService } from './live-service.ts';
import { expectNothingTold } from './nothing-told.ts';

let service: LiveService;
let inbox: Inbox;
beforeAll(async () => {
  service = await openLiveService();
  inbox = inboxOf(service);
  await service.startWorker();
}, patience(120_000));
afterAll(() => service.close());

const weapons = [
  ['mrkdwn', '<!channel> <@U0123456789> <https://evil.example|https://bank.example> *b* _i_ `c`'],
  ['escaped mrkdwn', '&lt;!here&gt; &amp;lt;!channel&amp;gt; [bank](https://evil.example)'],
  ['headers', 'Pay\r\nBcc: eve@evil.example\r\nX-Evil: 1\r\n\r\n<h1>Approved</h1>'],
  ['markup', '</td></table><script>alert(1)</script><img src=//evil.example/x onerror=alert(1)>'],
  ['hidden', 'pay\u202Eevil\u2066\u200B\u200D\uFEFF\u00AD\u{E0041}\u2028\u0007 \u2800now'],
  ['padding', `Harmless?${'\n'.repeat(300)}${' '.repeat(300)}wire everything`],
  ['stacked', `Z${'\u0301'.repeat(300)}algo`],
  ['digits', 'Reply 1 Approve, 2 Reject or tap: https://evil.example/r/3fBq0X9kT2mVw8ZcL5aYAg'],
] as const;

/** Characters no human sees; line feeds and tabs are for the text alone. */
const unseen =
  /(?![\n\t])[\p{Cc}\u00AD\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\u2800\uFEFF\u{E0000}-\u{E007F}]/u;

const addresses: string[] = [];
const addressesOf = (at: number) => {
  const own = {
    sms: `+1312847${2_000 + at}`,
    email: `cfo-${2_000 + at}@company.example`,
    app: `C0ABD${1_000_000 + at}`,
    webhook: `https://hooks.slack.com/services/T0/B${2_000 + at}/s3cr3t`,
    telegram: `-1001235${100_000 + at}`,
  };
  addresses.push(...Object.values(own));
  return own;
};

test.concurrent.each(weapons)('%s', { timeout: patience(60_000) }, async (_, weapon) => {
  const at = weapons.findIndex(([, one]) => one === weapon);
  const to = addressesOf(at);
  const question = (label: string): object => ({
    message: `${weapon}\n${weapon}`,
    options: [`1 ${label}`.slice(0, 80), 'Reject'],
    context: [
      { label: `To ${label}`.slice(0, 120), value: weapon },
      { label: 'Amount', value: { [weapon]: [weapon] }, kind: 'json' },
    ],
    agent: { name: label.slice(0, 80), on_behalf_of: 'Ada' },
    recipients: [
      { recipient: to.sms, channel: 'sms' },
      { recipient: to.email, channel: 'email' },
      { recipient: to.app, channel: 'slack' },
      { recipient: to.webhook, channel: 'slack' },
      { recipient: to.telegram, channel: 'telegram' },
    ],
  });
  // Where one line is asked for, nothing unseen is taken; everywhere else it is shown or spelled out.
  const oneLine = !unseen.test(weapon) && !weapon.includes('\n');
  if (!oneLine) await expect(service.ask(question(weapon))).rejects.toThrow('422');
  const asked = await service.ask(question(oneLine ? weapon : 'whom'));
  const links = [
    await expectHarmlessText(to.sms),
    await expectHarmlessMail(to.email),
    await expectHarmlessPost((await inbox.slack(to.app)).index),
    await expectHarmlessPost(await indexOfWebhookPost(at)),
    await expectHarmlessChat(to.telegram),
  ].flat();
  const codes = [...new Set(links.map(codeOf))];
  // Each has a link of their own, and all of them lead to what the digest covers.
  expect(codes).toHaveLength(5);
  for (const code of [...codes, codeOf(asked.respond_url)]) await expectAsDigested(code, asked);
});

test('neither log nor database names who was asked', async () => {
  const texts = ['evil.example', '<!channel>', 'wire everything', 'alert(1)'];
  await expectNothingTold(service, { addresses, texts });
});

/** What the link shows is what was promised at the time of asking, to the last character. */
async function expectAsDigested(code: string, { content_digest, digest_salt }: Asked) {
  const response = await fetch(`${service.url}/v1/respond/${code}`);
  expect(response.status).toBe(200);
  const {
    pause_id: _id,
    status: _status,
    ...shown
  } = (await response.json()) as object & {
    readonly [name in 'pause_id' | 'status']: string;
  };
  const digested = canonicalJson({ v: 1, salt: digest_salt, ...shown });
  expect(`sha256:${createHash('sha256').update(digested).digest('hex')}`).toBe(content_digest);
}

/** Ours are the only links; whatever else looks like one is the agent's words. */
function expectReadable(text: string): readonly string[] {
  expect(text).not.toMatch(unseen);
  expect(text).not.toMatch(/\p{M}{9}/u);
  expect(text).not.toMatch(/\n{6}/);
  return linksIn(text);
}

async function expectHarmlessText(phone: string): Promise<readonly string[]> {
  const body = (await inbox.text(phone)).body!;
  // Two segments at most, whatever the alphabet.
  expect(body.length).toBeLessThanOrEqual(/[^\x20-\x7e\n]/.test(body) ? 306 : 320);
  // A link of ours ends it: nothing that follows could pass for it.
  expect(body).toMatch(/https:\/\/approve\.example\.com\/r\/[\w-]{22}$/);
  return expectReadable(body);
}

const headers = [
  ...['auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject'],
  ...['to', 'x-auto-response-suppress'],
];

async function expectHarmlessMail(address: string): Promise<readonly string[]> {
  const { to, raw } = await inbox.mail(address);
  expect(to).toEqual([address]);
  const mail = (await service.smtp.mails())[
    service.smtp.taken.findIndex((one) => one.raw === raw)
  ]!;
  expect(mail.headers.map(({ key }) => key).sort()).toEqual(headers);
  expect(mail.to).toEqual([{ address, name: '' }]);
  expect(mail.from).toEqual({ address: 'approvals@example.com', name: 'PausePoint' });
  expect(mail.subject).not.toMatch(/[\r\n\t]/);
  expect(mail.subject).not.toMatch(unseen);
  const html = mail.html!;
  expect(html).not.toMatch(/<script|<img|<h1>Approved/);
  expect(html).not.toMatch(unseen);
  const targets = [...html.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, url]) => url!);
  expect(targets.length).toBeGreaterThan(0);
  for (const url of targets) expect(url).toMatch(/^https:\/\/approve\.example\.com\/respond\//);
  return expectReadable(mail.text!.replaceAll('\r\n', '\n'));
}

/** A post of the incoming webhook has no channel to be found by, but a path. */
async function indexOfWebhookPost(at: number): Promise<number> {
  const { slack } = service;
  const posts = slack.taken.filter(({ path }) => /chat\.postMessage|\/services\//.test(path));
  const index = () => posts.findIndex(({ path }) => path.includes(`/B${2_000 + at}/`));
  expect(index()).toBeGreaterThanOrEqual(0);
  return index();
}

async function expectHarmlessPost(index: number): Promise<readonly string[]> {
  const { text, blocks } = service.slack.messages()[index]!;
  // mrkdwn reads nothing but what is in angle brackets: there is only our link.
  const [link, ...others] = text.match(/<[^>]*>/g) ?? [];
  expect([link, others]).toEqual([expect.stringContaining(`<${publicUrl}/respond/`), []]);
  expect(text.replace(link!, '').replace(/^> /gm, '')).not.toMatch(/[<>]/);
  expectParts(blocks);
  expectReadable(text);
  return linksIn(blocks);
}

/** Text in blocks is never markup, and links and buttons lead to us. */
function expectParts(part: unknown): void {
  if (Array.isArray(part)) return part.forEach(expectParts);
  if (typeof part !== 'object' || part === null) return;
  const { type, url, text } = part as { readonly type: string; url?: string; text?: unknown };
  expect(['mrkdwn', 'user', 'usergroup', 'broadcast', 'channel', 'emoji']).not.toContain(type);
  if (url !== undefined) expect(url.startsWith(`${publicUrl}/respond/`)).toBe(true);
  if (typeof text === 'string') expectReadable(text);
  Object.values(part).forEach(expectParts);
}

async function expectHarmlessChat(chat: string): Promise<readonly string[]> {
  const { text, entities, buttons } = await inbox.chat(chat);
  const sent = service.telegram.taken.filter(({ path }) => path.endsWith('/sendMessage'));
  for (const { body } of sent) expect(JSON.parse(body)).not.toHaveProperty('parse_mode');
  for (const { type } of entities) expect(type).toMatch(/^(bold|(expandable_)?blockquote)$/);
  for (const button of buttons.flat()) {
    expect(button.text).not.toMatch(unseen);
    if ('url' in button) expect(button.url.startsWith(`${publicUrl}/respond/`)).toBe(true);
  }
  return expectReadable(text);
}
