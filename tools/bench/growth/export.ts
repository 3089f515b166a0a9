// How fast the log leaves as a file: lines a second until there have been enough, from its beginning.
import { withKey } from '../../run-examples/human.ts';
import type { Service } from '../service.ts';

const ENOUGH = 100_000;
const LINE_END = 10;

/** A short log is read again and again, so that as many lines leave of it. */
export async function exportRate({ url, apiKey }: Service): Promise<number> {
  const began = performance.now();
  let lines = 0;
  while (lines < ENOUGH) {
    const { status, body } = await fetch(`${url}/v1/audit/export`, withKey(apiKey));
    if (status !== 200) throw new Error(`the export told ${status}`);
    const before = lines;
    for await (const part of body!) {
      for (const byte of part) if (byte === LINE_END) lines++;
      if (lines >= ENOUGH) break;
    }
    if (lines === before) throw new Error('the export told nothing');
  }
  return (lines * 1_000) / (performance.now() - began);
}
