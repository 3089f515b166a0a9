// The published client runs wherever there is fetch: without Node.js, in a browser, in Bun and Deno.
import { browserMissing, launchBrowser } from '@pausepoint/server/testing';
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect } from 'vitest';
import { askAnywhere, expected } from './anywhere.ts';
import { register } from './human.ts';
import { storyUnless } from './story.ts';

const run = promisify(execFile);
const absent = (command: string): string | undefined =>
  spawnSync(command, ['--version']).status === 0 ? undefined : `${command} is not on this machine`;

let service: Service;
let folder: string;
let given: { readonly url: string; readonly apiKey: string };
beforeAll(async () => {
  service = await startService();
  given = { url: service.url, apiKey: await register(service.url) };
  folder = await mkdtemp(join(tmpdir(), 'pausepoint-anywhere-'));
  await run(process.execPath, ['build-once.ts', folder], {
    cwd: join(import.meta.dirname, '../../libs/client'),
  });
}, 120_000);
afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

const path = (name: string): string => join(folder, name);

/** @param from where the program finds the client */
async function program(from: string): Promise<string> {
  const name = from === 'pausepoint' ? 'bare.mjs' : 'program.mjs';
  await writeFile(
    path(name),
    `import * as sdk from '${from}';
    ${String(askAnywhere)}
    console.log(JSON.stringify(await askAnywhere(sdk, ${JSON.stringify(given)})));`,
  );
  return path(name);
}

async function ran(command: string, ...args: string[]): Promise<void> {
  const { stdout } = await run(command, args, { env: { ...process.env, NO_COLOR: '1' } });
  expect(JSON.parse(stdout)).toEqual(expected);
}

storyUnless(undefined, 'with web globals alone', async () => {
  const bare = join(import.meta.dirname, 'bare-context.ts');
  const node = ['--experimental-vm-modules', '--no-warnings', bare];
  await ran(process.execPath, ...node, await program('pausepoint'), path('index.js'));
});

storyUnless(absent('bun'), 'in Bun', async () => {
  await ran('bun', await program('./index.js'));
});

storyUnless(absent('deno'), 'in Deno, which is asked for nothing but the network', async () => {
  await ran('deno', 'run', '--allow-net', '--no-lock', await program('./index.js'));
});

const noBrowser = browserMissing ? 'no browser is on this machine' : undefined;
storyUnless(noBrowser, 'in a browser', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const bundle = await readFile(path('index.js'), 'utf8');
    // Of the server's own origin: a page of somebody else's may not call it.
    await page.route('**/sdk.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: bundle }),
    );
    await page.route('**/sdk.html', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>SDK</title>' }),
    );
    await page.goto(`${service.url}/sdk.html`);
    const text = `import('/sdk.js').then((sdk) => (${String(askAnywhere)})(sdk, ${JSON.stringify(given)}))`;
    expect(await page.evaluate(text)).toEqual(expected);
  } finally {
    await browser.close();
  }
});
