// The audit log as a signed-in person reads, filters, exports and verifies it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealLog } from '../../testing/seal-log.ts';
import { type SignedIn, signIn } from '../../testing/signed-in.ts';
import { testPause } from '../../testing/test-developer.ts';
import { testServer, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let owner: SignedIn;
let asked: Awaited<ReturnType<typeof testPause>>;
beforeAll(async () => {
  server = await testServer();
  owner = await signIn(server);
  asked = await testPause(server, owner.test);
  await server.ask('POST', `/v1/respond/${asked.token}`, { body: { choice: 'Approve' } });
  await testPause(server, owner.test);
  await sealLog(server.store, owner.developerId);
});
afterAll(() => server.close());

const words = (text: string): string => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const eventsOf = ({ text }: { text: string }): string[] =>
  [...text.matchAll(/<small>([\w.]+)<\/small>/g)].map(([, type]) => type!);
const newest = async (path: string): Promise<string> =>
  /href="\/audit\/(evt_[\w-]+)/.exec((await owner.get(path)).text)![1]!;

test('events come newest first, of one mode, narrowed by what the address says', async () => {
  const all = ['pause.created', 'pause.responded', 'pause.created', 'api_key.created'];
  expect(eventsOf(await owner.get('/audit'))).toEqual(all);
  const kinds = eventsOf(await owner.get('/audit?event_type=pause.created&actor=&from=&to='));
  expect(kinds).toEqual(['pause.created', 'pause.created']);
  const ofPause = eventsOf(await owner.get(`/audit?pause_id=${asked.id}`));
  expect(ofPause).toEqual(['pause.responded', 'pause.created']);
  expect(eventsOf(await owner.get('/audit?actor=human'))).toEqual(['pause.responded']);
  const today = new Date().toISOString().slice(0, 10);
  expect(eventsOf(await owner.get(`/audit?from=${today}&to=${today}`))).toEqual(all);
  expect((await owner.get('/audit?to=2020-01-01')).text).toContain('No such event');
  expect(eventsOf(await owner.get('/audit?mode=live'))).not.toContain('pause.created');
});

test('a filter that is none is told beside its field, what was typed is kept, and nothing is shown', async () => {
  const { status, text } = await owner.get('/audit?pause_id=%3Cb%3E&from=2026-02-31&actor=human');
  expect(status).toBe(422);
  expect(text).toContain('value="&lt;b&gt;"');
  expect(text).toMatch(/2 things to mend/);
  expect(text).toMatch(/aria-describedby="pause_id-error"/);
  expect(text).toContain('Must be a day, as 2026-05-08.');
  expect(eventsOf({ text })).toEqual([]);
});

test('more than a page goes on where it ended, with its filters', async () => {
  const stranger = await signIn(server);
  for (const _ of Array.from({ length: 51 })) await testPause(server, stranger.test);
  const first = await stranger.get('/audit?event_type=pause.created');
  expect(eventsOf(first)).toHaveLength(50);
  const [, next] = /href="([^"]*cursor=[^"]*)" rel="next"/.exec(first.text)!;
  expect(eventsOf(await stranger.get(next!.replaceAll('&amp;', '&')))).toHaveLength(1);
});

test('an event is told whole, with what shows that it is in the log; another’s is not there', async () => {
  const id = await newest('/audit?event_type=pause.responded');
  const page = words((await owner.get(`/audit/${id}`)).text);
  expect(page).toContain(id);
  expect(page).toMatch(/\d; a proof of \d steps? leads from it to the signed head of 4 events/);
  expect(page).toContain('&quot;choice&quot;: &quot;Approve&quot;');
  const stranger = await signIn(server);
  const other = await stranger.get(`/audit/${id}`);
  expect(other.status).toBe(404);
  expect((await owner.get('/audit/evt_nonsense')).status).toBe(404);
  expect((await owner.get(`/audit/${id}?mode=live`)).status).toBe(404);
});

test('an export holds what the filters let through, says so in the log, and needs the page’s form', async () => {
  const path = `/audit/export?event_type=pause.created`;
  const { status, headers, text } = await owner.post(path, { format: 'ndjson' });
  expect(status).toBe(200);
  expect(headers.get('content-disposition')).toMatch(
    /attachment; .*pausepoint-audit-test-.*ndjson/,
  );
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event_type: string });
  expect(lines.map(({ event_type }) => event_type)).toEqual(['pause.created', 'pause.created']);
  const csv = await owner.post('/audit/export', { format: 'csv' });
  expect(csv.text).toMatch(/^event_id,event_type/);
  expect(eventsOf(await owner.get('/audit?event_type=audit.exported'))).toHaveLength(2);
  const id = await newest('/audit?event_type=audit.exported');
  expect((await owner.get(`/audit/${id}`)).text).toContain('&quot;format&quot;: &quot;csv&quot;');
  expect((await owner.post(path, { format: 'ndjson', csrf: 'forged' })).status).toBe(403);
  expect((await owner.post(path, { format: 'exe' })).status).toBe(422);
  expect(eventsOf(await owner.get('/audit?event_type=audit.exported'))).toHaveLength(2);
});

test('a verification says what it computed and what it did not, and names what was altered', async () => {
  const person = await signIn(server);
  expect((await person.get('/audit/verify')).text).toContain('Verify now');
  expect((await person.post('/audit/verify')).text).toContain('Nothing to verify yet');
  await testPause(server, person.test);
  await sealLog(server.store, person.developerId);
  const verify = async () => words((await person.post('/audit/verify')).text);
  const good = await verify();
  expect(good).toContain('What was checked fits');
  expect(good).toContain('all 2 events: hashed from what the database holds now');
  expect(good).toMatch(/valid, by the key [\w-]{43}/);
  expect(good).toContain('what has happened since that checkpoint');
  expect(good).toContain('npx pausepoint verify export.ndjson');
  const { rows } = await server.store.pool.query<{ month: string; id: string }>(
    `select tableoid::regclass::text as month, id from audit_event
     where developer_id = $1 and mode = 'test' order by id desc limit 1`,
    [person.developerId.slice('dev_'.length)],
  );
  const { month, id } = rows[0]!;
  await server.store.pool.query(`alter table ${month} disable trigger all`);
  await server.store.pool.query(`update ${month} set actor = 'human' where id = $1`, [id]);
  const bad = await verify();
  expect(bad).toContain('Something does not fit');
  expect(bad).toContain(`The event evt_${id} at place 1 is not what was sealed`);
  expect(bad).not.toContain('What was checked fits');
  expect((await person.post('/audit/verify', { csrf: 'forged' })).status).toBe(403);
});

test('the checkpoint is shown with the key that signed it, as the API gives it', async () => {
  const { text } = await owner.get('/audit');
  const { text: note } = await server.ask('GET', '/v1/audit/checkpoint', { key: owner.test });
  const { json } = await server.ask('GET', '/.well-known/jwks.json');
  const { keys } = json as { keys: readonly { kid: string }[] };
  expect(keys.map(({ kid }) => kid)).toContain(/Key<\/dt>\s*<dd><code>([^<]+)/.exec(text)?.[1]);
  for (const line of note.split('\n')) expect(text).toContain(line.replaceAll('+', '+'));
});
