// One line a check: what was promised, and what was found instead.
import { isDeepStrictEqual } from 'node:util';

export interface Checks {
  check(name: string, run: () => Promise<void>): Promise<void>;
  fail(text: string): void;
}

export function createChecks(): Checks {
  function fail(text: string): void {
    process.exitCode = 1;
    console.log(text);
  }
  return {
    fail,
    async check(name, run) {
      const began = Date.now();
      try {
        await run();
        console.log(`ok     ${name} (${((Date.now() - began) / 1_000).toFixed(1)} s)`);
      } catch (error) {
        fail(`FAILED ${name}`);
        console.log(error instanceof Error ? error.message : String(error));
      }
    },
  };
}

/** Of an object, what is named in `wanted`. */
export function expect(found: unknown, wanted: unknown, path = 'it'): void {
  if (typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted)) {
    for (const [name, value] of Object.entries(wanted)) {
      expect((found as Record<string, unknown> | undefined)?.[name], value, `${path}.${name}`);
    }
    return;
  }
  if (isDeepStrictEqual(found, wanted)) return;
  throw new Error(`${path} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
}
