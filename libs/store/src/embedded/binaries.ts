// Finds PostgreSQL programs that really run here, and says what was tried when none do.
import { join } from 'node:path';
import { findBundledPackage, inPlace, stage } from './bundled-binaries.ts';
import { run, type Runner } from './command.ts';
import { holdsServer, installedFolders } from './installed-binaries.ts';

export interface Binaries {
  readonly folder: string;
  readonly version: string;
  readonly major: number;
}

type Trial = Binaries | { readonly folder: string; readonly fault: string; readonly shut: boolean };

/** @param stateDir where a copy may be kept when the npm package can't be used where it is. */
export function findBinaries(runner: Runner, stateDir: string): Binaries {
  const faults: string[] = [];
  for (const trial of trials(runner, stateDir)) {
    if ('version' in trial) return trial;
    faults.push(`  ${trial.folder}: ${trial.fault}`);
  }
  const tried = faults.length > 0 ? `Tried:\n${faults.join('\n')}` : 'None were found.';
  throw new Error(
    `No usable PostgreSQL programs for ${process.platform}-${process.arch}: install PostgreSQL, ` +
      `set PG_BIN_DIR to the folder of its programs, or set DATABASE_URL. ${tried}`,
  );
}

function* trials(runner: Runner, stateDir: string): Generator<Trial, void> {
  const named = runner.env['PG_BIN_DIR'];
  if (named) {
    yield attempt(runner, named);
    return;
  }
  const bundled = findBundledPackage();
  if (bundled) {
    const { bin, complete } = inPlace(bundled);
    const trial = attempt(runner, bin);
    yield trial;
    // A copy helps against a shut folder and missing links, not against a foreign C library (musl).
    if ('shut' in trial && (trial.shut || !complete)) {
      yield attempt(runner, stage(bundled, stateDir));
    }
  }
  for (const folder of installedFolders(runner.env)) yield attempt(runner, folder);
}

function attempt(runner: Runner, folder: string): Trial {
  const { ok, output, fault, code } = run(runner, join(folder, 'postgres'), ['--version']);
  const version = /\d+(?:\.\d+)*/.exec(output)?.[0];
  if (ok && version && holdsServer(folder)) return { folder, version, major: parseInt(version) };
  return { folder, fault: ok ? 'initdb is missing' : fault, shut: code === 'EACCES' };
}
