// `pausepoint verify`: files in, words and an exit code out, and no server.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digestOf } from '../proof/read-receipt.ts';
import { recordedPasskeys } from '../testing/recorded-passkeys.ts';
import { aKey, anEvent, firstEvents, jwks, lineUp, sealedLog } from '../testing/sealed-log.ts';
import { runCommand } from './run-command.ts';

const key = aKey();
const log = sealedLog(firstEvents(9), key);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pausepoint-verify-'));
  await put('export.ndjson', lineUp(log.events));
  await put('checkpoint.txt', log.note(9));
  await put('jwks.json', jwks(key));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const path = (name: string): string => join(folder, name);
const put = (name: string, text: string): Promise<void> => writeFile(path(name), text);

async function verify(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCommand(['verify', ...args], {
    env: {},
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    now: () => new Date(),
    signal: new AbortController().signal,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const against = () => ['--checkpoint', path('checkpoint.txt'), '--key', path('jwks.json')];

test('an export that is true ends with 0 and says what is proven', async () => {
  expect(await verify(path('export.ndjson'), ...against())).toEqual({
    ...{ code: 0, err: '' },
    out: 'Proven: 9 events of pause.example/audit/dev_1/live are as sealed.',
  });
  const bytes = Buffer.from(key.publicKey).toString('base64');
  const args = ['--checkpoint', path('checkpoint.txt'), '--key', bytes];
  expect(await verify(path('export.ndjson'), ...args)).toMatchObject({ code: 0 });
});

test('one that was tampered with ends with 1 and names the event', async () => {
  const events = log.events.with(4, { ...log.events[4]!, actor: 'nobody' });
  await put('tampered.ndjson', lineUp(events));
  const { code, out } = await verify(path('tampered.ndjson'), ...against());
  expect(code).toBe(1);
  expect(out).toContain('The event #4 (evt_4) is not what its leaf hash says: it was altered.');
  const json = await verify(path('tampered.ndjson'), ...against(), '--json');
  expect(JSON.parse(json.out)).toMatchObject({ outcome: 'tampered', fault: { sequence: 4 } });
});

test('names in a file can’t move the cursor', async () => {
  const event = { ...log.events[4]!, event_id: 'evt_\u001b[2J\u202e' };
  await put('hostile.ndjson', lineUp(log.events.with(4, event)));
  const { code, out } = await verify(path('hostile.ndjson'), ...against());
  expect(code).toBe(1);
  expect(out).not.toMatch(/[\u001b\u202e]/);
});

test('what can’t be told ends with 2 and says why', async () => {
  const { code, out } = await verify(path('export.ndjson'), '--checkpoint', path('checkpoint.txt'));
  expect(code).toBe(2);
  expect(out).toContain('No key was given');
  await put('early.txt', log.note(6));
  const tail = ['--checkpoint', path('early.txt'), '--key', path('jwks.json')];
  expect(await verify(path('export.ndjson'), ...tail)).toMatchObject({ code: 2 });
  expect(await verify(path('export.ndjson'), ...tail, '--allow-tail')).toMatchObject({ code: 0 });
});

test('earlier checkpoints, and proofs, are taken from as many files as there are', async () => {
  await put('early.txt', `${log.note(3)}\n${log.note(6)}`);
  const other = sealedLog(firstEvents(9).with(4, anEvent(40)), key);
  await put('rebuilt.ndjson', lineUp(other.events));
  await put('rebuilt.txt', other.note(9));
  const args = ['--checkpoint', path('rebuilt.txt'), '--key', path('jwks.json')];
  expect(await verify(path('rebuilt.ndjson'), ...args)).toMatchObject({ code: 0 });
  const since = await verify(path('rebuilt.ndjson'), ...args, '--since', path('early.txt'));
  expect(since.code).toBe(1);
  expect(since.out).toContain('#3 … #5');
  await put('filtered.ndjson', lineUp([log.events[2], log.events[7]]));
  await put('proofs.ndjson', `${log.inclusion(2)}\n${log.inclusion(7)}\n`);
  const filtered = ['--filtered', '--proof', path('proofs.ndjson'), '--key', path('jwks.json')];
  expect(await verify(path('filtered.ndjson'), ...filtered)).toMatchObject({ code: 0 });
});

test('a receipt is told from a log, and what it says is read out', async () => {
  await put('receipt.jws', `${log.receipt(5)}\n`);
  const proven = await verify(path('receipt.jws'), '--key', path('jwks.json'));
  expect(proven.code).toBe(0);
  expect(proven.out).toContain('a human chose “Approve” by page, identified by link');
  await put('receipt.json', JSON.stringify({ receipt: log.receipt(5, { response_choice: 'No' }) }));
  const { code, out } = await verify(path('receipt.json'), '--key', path('jwks.json'));
  expect(code).toBe(1);
  expect(out).toContain('response_choice');
});

test('a passkey is pinned by a file or by itself, and what it did not sign is not proven', async () => {
  const { ES256, EdDSA } = recordedPasskeys;
  const evidence = { passkey: ES256 };
  const by = { identified_by: 'passkey', evidence_digest: digestOf(evidence) };
  const told = { ...anEvent(5), detail: { ...anEvent(5).detail, ...by } };
  const receipt = sealedLog(firstEvents(9).with(5, told), key).receipt(5);
  await put('by-passkey.json', JSON.stringify({ receipt, evidence }));
  await put('passkey.txt', `${ES256.public_key}\n`);
  const given = [path('by-passkey.json'), '--key', path('jwks.json')];
  const unpinned = await verify(...given);
  expect([unpinned.code, unpinned.out]).toEqual([0, expect.stringContaining('until you pin')]);
  for (const pin of [ES256.public_key, path('passkey.txt')]) {
    const { code, out } = await verify(...given, '--passkey', pin);
    expect([code, out]).toEqual([0, expect.stringContaining('which you pinned, signed')]);
  }
  const other = await verify(...given, '--passkey', EdDSA.public_key);
  expect([other.code, other.out]).toEqual([2, expect.stringContaining('not among those')]);
});

test('what is not understood ends with 3 and what to do', async () => {
  await put('export.csv', 'event_id,event_type\r\n');
  for (const [args, says] of [
    [[], 'Name one file'],
    [['a', 'b'], 'Name one file'],
    [[path('export.ndjson'), '--frobnicate'], '--help'],
    [[path('not-there')], 'can’t be read'],
    [[path('export.ndjson'), '--key', path('not-there')], 'can’t be read'],
    [[path('export.csv')], 'format=ndjson'],
    [[path('export.ndjson'), '--checkpoint', path('jwks.json')], 'no checkpoint'],
    [['-', '--checkpoint', '-'], 'standard input'],
    [[path('export.ndjson'), '--passkey', path('jwks.json')], 'a passkey signs receipts'],
    [[path('receipt.jws'), '--passkey', path('checkpoint.txt')], 'no passkey'],
  ] as const) {
    const { code, err } = await verify(...args);
    expect(code, says).toBe(3);
    expect(err).toContain(says);
  }
  expect((await verify('--help')).code).toBe(0);
});

const main = join(import.meta.dirname, 'main.ts');
const node = ['--conditions=@pausepoint/source', main, 'verify'];

test('standard input is read as a file is', async () => {
  const child = spawn(process.execPath, [...node, '-', ...against()], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const said = child.stdout.toArray();
  child.stdin.end(lineUp(log.events));
  expect(String(Buffer.concat((await said) as Buffer[]))).toContain('Proven: 9 events');
});

test('a log of any length is read within the same memory', async () => {
  const many = sealedLog(firstEvents(30_000), key);
  await put('long.ndjson', lineUp(many.events));
  await put('long.txt', many.note(30_000));
  const files = [path('long.ndjson'), '--checkpoint', path('long.txt'), '--key', path('jwks.json')];
  const small = ['--max-old-space-size=16', ...node, ...files];
  const said = await new Promise<string>((resolve, reject) =>
    execFile(process.execPath, small, (error, stdout) =>
      error instanceof Error ? reject(error) : resolve(stdout),
    ),
  );
  expect(said).toContain('Proven: 30000 events');
}, 120_000);
