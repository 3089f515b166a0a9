// A test that runs a snippet, or says loudly that this machine lacks what the snippet needs.
import { missingFor, runSnippet, type Given } from '@pausepoint/examples/run-snippet';
import { expect, test } from 'vitest';

/** `go run` compiles the standard library first, on two busy cores. */
const PATIENCE = 240_000;

type Tell = () => Promise<void>;

export const story = (snippet: string, promise: string, tell: Tell): void =>
  storyUnless(missingFor(snippet), `${snippet}: ${promise}`, tell);

export function storyUnless(missing: string | undefined, title: string, tell: Tell): void {
  if (missing === undefined) {
    test(title, { timeout: PATIENCE }, tell);
    return;
  }
  console.warn(`SKIPPED: ${missing}`);
  test.skip(`${title} (SKIPPED: ${missing})`);
}

/** @returns what the snippet printed; it must have ended well */
export async function play(snippet: string, given: Given): Promise<string> {
  const { code, stdout, stderr } = await runSnippet(snippet, given);
  expect(code, `${snippet} said: ${stderr}\n${stdout}`).toBe(0);
  return stdout;
}

/** curl prints one answer after another without a line between them. */
export const jsonTexts = (stdout: string) => JSON.parse(`[${stdout.replaceAll('}{', '},{')}]`);
