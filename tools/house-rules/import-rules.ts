// Who may import whom: one table, and the reason each border is there.
import { dirname, join } from 'node:path/posix';
import ts from 'typescript';
import { importedName } from './file-rules.ts';
import { findNodes, type Rule, type Source } from './source.ts';

export interface Package {
  /** From the root: `libs/core`. */
  readonly folder: string;
  readonly name: string;
  readonly dependencies: readonly string[];
}

interface Border {
  readonly may: readonly string[];
  readonly types?: readonly string[];
  readonly because: string;
}

const libs = ['libs/core', 'libs/contract', 'libs/store', 'libs/channels', 'libs/runtime'];
const frameworks = ['langgraph', 'langchain', 'openai-agents', 'ai-sdk'].map(
  (name) => `integrations/${name}`,
);

/** The most specific folder that matches counts. */
const borders: Record<string, Border> = {
  'libs/core': {
    may: [],
    because: 'core is the rules: what needs another package of ours is not a rule',
  },
  'libs/contract': {
    may: ['libs/core'],
    because: 'the public JSON knows the rules only; apps bring it together with the store',
  },
  'libs/store': {
    may: ['libs/core'],
    because: 'the store records what core decides; JSON shapes, messages and logs are the apps’',
  },
  'libs/channels': {
    may: ['libs/core'],
    because: 'a channel renders and sends; what is recorded of it comes in as a function',
  },
  'libs/runtime': {
    may: ['libs/core'],
    because: 'configuration, logs and shutdown know nothing of pauses',
  },
  'libs/client': {
    may: ['libs/core'],
    types: ['libs/contract'],
    because: 'the client is published alone: types of the contract, pure code of core',
  },
  'apps/server': { may: [...libs, 'integrations/mcp'], because: appsAreApart() },
  'apps/worker': { may: libs, because: appsAreApart() },
  'apps/standalone': {
    may: [...libs, 'apps/server', 'apps/worker'],
    because: 'standalone puts server, worker and database into one process',
  },
  integrations: {
    may: ['libs/client'],
    because: 'integrations are strangers who only know the published client',
  },
  examples: {
    may: ['libs/client', ...frameworks],
    because: 'examples use published names, as a reader would',
  },
  tools: {
    may: [...libs, 'libs/client', 'apps/server', 'apps/worker', 'apps/standalone', 'examples'],
    because: 'tools start the real programs',
  },
};

/** The only door to PostgreSQL is the store; tests and tools may look at the rows themselves. */
const database = /^(pg|kysely|@mikro-orm\/.*)$/;
const looksAtRows = /^libs\/store\/|^tools\/|\.test\.ts$|\/testing(\.ts$|\/)/;

export const importRules = (packages: readonly Package[]): readonly Rule[] => [
  { instead: '', find: (source) => findNodes(source, (node) => fault(packages, source, node)) },
];

function fault(packages: readonly Package[], source: Source, node: ts.Node): string | undefined {
  const name = importedName(node);
  const home = packages.find(({ folder }) => source.path.startsWith(`${folder}/`));
  if (name === undefined || !home) return undefined;
  if (name.startsWith('.')) return leavesHome(home, source, name);
  if (name.startsWith('node:')) return undefined;
  const wanted = name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
  const target = packages.find((candidate) => candidate.name === wanted);
  if (target && target !== home) return crosses(home, target, node);
  if (database.test(wanted) && !looksAtRows.test(source.path)) {
    return `imports ${wanted}: PostgreSQL lives in libs/store and nowhere else`;
  }
  if (target ?? home.dependencies.includes(wanted)) return undefined;
  return `imports ${wanted}, which ${home.folder}/package.json does not list`;
}

function leavesHome({ folder }: Package, { path }: Source, name: string): string | undefined {
  if (/\.[jt]s$/.test(name) && !name.endsWith('.ts')) return `imports ${name}: write .ts`;
  const inside = join(dirname(path), name).startsWith(`${folder}/`);
  if (inside || name.endsWith('/vitest.base.ts')) return undefined;
  return `reaches into another package by path (${name}): import it by its name`;
}

function crosses(home: Package, target: Package, node: ts.Node): string | undefined {
  const { may, types = [], because } = borderOf(home.folder);
  if (may.includes(target.folder)) {
    return home.dependencies.includes(target.name) ? undefined : undeclared(home, target);
  }
  const typeOnly =
    ts.isImportTypeNode(node) || (isDeclaration(node) && node.getText().includes('type '));
  if (types.includes(target.folder) && typeOnly) return undefined;
  const allowed = [...may, ...types.map((folder) => `types of ${folder}`)].join(', ') || 'nothing';
  return `imports ${target.folder}; ${home.folder} may import ${allowed} of ours, because ${because}`;
}

const isDeclaration = (node: ts.Node) =>
  ts.isImportDeclaration(node) || ts.isExportDeclaration(node);

const undeclared = (home: Package, target: Package) =>
  `imports ${target.name}, which ${home.folder}/package.json does not list`;

const borderOf = (folder: string): Border =>
  borders[folder] ??
  borders[folder.split('/')[0]!] ?? { may: [], because: 'nobody drew its border yet' };

function appsAreApart(): string {
  return 'apps run apart: only standalone brings them together, and the client is for strangers';
}
