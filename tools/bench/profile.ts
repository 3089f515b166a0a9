// Where our programs spent their time, by package and by function: what a profile says in one screen.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly children?: readonly number[];
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
    };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const LINES = 30;

export function printProfiles(folder: string): void {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.cpuprofile'))) {
    const profile = JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile;
    const { functions, places, busy } = selfTimes(profile);
    const ours = totalTimes(profile);
    console.log(`\n${name}: ${(busy / 1e6).toFixed(1)} s busy; share of that, without callees`);
    print(places, busy, 18);
    print(functions, busy, LINES);
    console.log('  with callees, of our own functions and the driver:');
    print(ours, busy, LINES + 20);
  }
}

function selfTimes({ nodes, samples, timeDeltas }: CpuProfile) {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const functions = new Map<string, number>();
  const places = new Map<string, number>();
  let busy = 0;
  for (const [index, id] of samples.entries()) {
    const { functionName, url, lineNumber } = byId.get(id)!;
    if (functionName === '(idle)') continue;
    const micros = timeDeltas[index]!;
    busy += micros;
    const place = placeOf(url);
    add(places, url ? place : functionName || '(native)', micros);
    const file = url.split('/').at(-1) ?? '';
    add(functions, `${functionName || '(anonymous)'} ${place} ${file}:${lineNumber + 1}`, micros);
  }
  return { functions, places, busy };
}

/** Each function once a stack, however deep it calls itself. */
function totalTimes({ nodes, samples, timeDeltas }: CpuProfile): ReadonlyMap<string, number> {
  const parents = new Map<number, number>();
  for (const { id, children = [] } of nodes) for (const child of children) parents.set(child, id);
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url } }) => {
      const place = placeOf(url);
      const isOurs = /^(apps|libs)\/|^pg$|^koa/.test(place);
      return [
        id,
        isOurs ? `${functionName || '(anonymous)'} ${place} ${url.split('/').at(-1)!}` : '',
      ];
    }),
  );
  const totals = new Map<string, number>();
  for (const [index, sample] of samples.entries()) {
    const stack = new Set<string>();
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      stack.add(names.get(id)!);
    }
    stack.delete('');
    for (const name of stack) add(totals, name, timeDeltas[index]!);
  }
  return totals;
}

/** `pg`, `node:net`, `libs/store`. */
const placeOf = (url: string): string =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(url)?.[1] ??
  /\/((?:apps|libs|integrations)\/[^/]+)\//.exec(url)?.[1] ??
  (url || 'native');

const add = (to: Map<string, number>, name: string, micros: number): void =>
  void to.set(name, (to.get(name) ?? 0) + micros);

function print(times: ReadonlyMap<string, number>, busy: number, most: number): void {
  const sorted = [...times].toSorted(([, a], [, b]) => b - a).slice(0, most);
  for (const [name, micros] of sorted) {
    console.log(`  ${((micros * 100) / busy).toFixed(1).padStart(5)} %  ${name}`);
  }
  console.log();
}
