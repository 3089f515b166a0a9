// Makes sure that the dependencies and the pinned Node are there; plain JavaScript for any Node ≥ 20.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST = 20;
const root = dirname(dirname(dirname(realpathSync(fileURLToPath(import.meta.url)))));
const modules = join(root, 'node_modules');
const node = join(modules, '.bin/node');
const stampFile = join(modules, '.pausepoint-installed');
const lockFile = join(root, '.nx/install.lock');

const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
const wanted = JSON.parse(lockText).packages;
const stamp = createHash('sha256')
  .update(`${process.platform}-${process.arch}\n${lockText}`)
  .digest('hex');

try {
  makeReady();
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}

function makeReady() {
  if (parseInt(process.versions.node) < OLDEST) {
    throw new Error(
      `PausePoint needs Node ${OLDEST} or newer; this is ${process.version}. Install one and start again.`,
    );
  }
  if (!isDone()) {
    takeLock();
    try {
      if (!isDone()) install();
    } finally {
      rmSync(lockFile, { force: true });
    }
  }
  provideCommand();
}

function isDone() {
  return readIfThere(stampFile) === stamp && existsSync(node);
}

function install() {
  const have = readIfThere(join(modules, '.package-lock.json'));
  if (have === undefined) {
    say('Installing dependencies. The first time takes a minute or less …');
    npm(['ci']);
  } else if (!isComplete(JSON.parse(have).packages)) {
    say('Dependencies have changed; installing what is new …');
    // Not `npm ci`: it would first delete what another running start is using.
    npm(['install', '--no-save']);
  }
  providePinnedNode();
  writeFileSync(stampFile, stamp);
}

/** @param {Record<string, { version?: string, link?: boolean }>} have */
function isComplete(have) {
  return Object.entries(wanted)
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, entry]) =>
      have[path] ? have[path].version === entry.version : entry.optional === true,
    );
}

/** The Node package fetches its program in an install script, which npm may have been told to skip. */
function providePinnedNode() {
  const pinned = `v${wanted['node_modules/node'].version}`;
  if (versionOf(node) === pinned) return;
  const folder = join(modules, 'node');
  const fetched = join(folder, 'bin/node');
  if (versionOf(fetched) !== pinned) {
    say(`Fetching Node ${pinned} into node_modules …`);
    spawnSync(process.execPath, ['installArchSpecificPackage'], { cwd: folder, stdio: 'inherit' });
  }
  if (versionOf(fetched) === pinned) return linkNode('../node/bin/node');
  if (parseInt(process.versions.node) >= parseInt(pinned.slice(1))) {
    say(`Node ${pinned} does not run here; using ${process.execPath} (${process.version}).`);
    return linkNode(process.execPath);
  }
  throw new Error(
    `Node ${pinned} could not be fetched, or does not run on this machine. ` +
      `Install Node ${pinned.slice(1).split('.')[0]} or newer yourself and start again.`,
  );
}

/** `npx pausepoint` here, as the README has it: npm links no command that is yet to be built. */
function provideCommand() {
  const command = join(modules, '.bin/pausepoint');
  if (existsSync(command)) return;
  rmSync(command, { force: true });
  try {
    symlinkSync('../pausepoint/from-sources.sh', command);
  } catch {
    // Another start was quicker, or this system has no links: npm start needs none.
  }
}

/** @param {string} target */
function linkNode(target) {
  mkdirSync(dirname(node), { recursive: true });
  rmSync(node, { force: true });
  symlinkSync(target, node);
}

/** @param {string} program */
function versionOf(program) {
  return spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout?.trim();
}

/** @param {string[]} args */
function npm(args) {
  const own = process.env.npm_execpath ?? '';
  const [program, ...first] = own.endsWith('npm-cli.js') ? [process.execPath, own] : ['npm'];
  const quiet = ['--loglevel=error', '--no-audit', '--no-fund'];
  const done = spawnSync(program, [...first, ...args, ...quiet], { cwd: root, stdio: 'inherit' });
  if (done.status === 0) return;
  const reason = done.error ? ` (${done.error.message})` : '';
  throw new Error(
    `npm could not install the dependencies${reason}. What npm said is above. The usual reasons: ` +
      'no network or proxy, a registry that lacks a package, a full disk. Then start again.',
  );
}

/** One start installs, others wait for it. A lock whose process is gone is nobody's. */
function takeLock() {
  mkdirSync(dirname(lockFile), { recursive: true });
  for (let told = false; ;) {
    try {
      return writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(readIfThere(lockFile));
    if (holder > 0 && !isAlive(holder)) rmSync(lockFile, { force: true });
    else if (!told) {
      say(`Another start (process ${holder}) is installing the dependencies; waiting for it …`);
      told = true;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** @param {string} file */
function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Not to standard output: that belongs to the program that runs next. */
function say(text) {
  console.error(text);
}
