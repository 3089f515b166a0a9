// `node --experimental-vm-modules bare-context.ts <program> <bundle>`: runs a program where there is
// nothing of Node.js, only what every web runtime has.
import { readFile } from 'node:fs/promises';
import { createContext, SourceTextModule } from 'node:vm';

const [program, bundle] = process.argv.slice(2);
const say: string[] = [];
const context = createContext({
  ...{ fetch, Headers, Request, Response, URL, URLSearchParams, ReadableStream, DOMException },
  ...{ AbortController, AbortSignal, TextEncoder, TextDecoder, crypto, setTimeout, clearTimeout },
  ...{ atob, btoa, console: { log: (line: string) => void say.push(line) } },
});
const load = async (file: string) =>
  new SourceTextModule(await readFile(file, 'utf8'), { context, identifier: file });

const client = await load(bundle!);
const main = await load(program!);
await main.link((name: string) => {
  if (name === 'pausepoint') return client;
  throw new Error(`There is no ${name} here`);
});
await main.evaluate();
console.log(say.join('\n'));
