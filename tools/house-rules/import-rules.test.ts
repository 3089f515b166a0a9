// Every border between packages can be crossed only where the table has a door.
import { describe, expect, test } from 'vitest';
import { importRules, type Package } from './import-rules.ts';
import { complaints, parseSource } from './source.ts';

const shared = ['vitest', 'typescript', 'pg', 'kysely'];
const named: Record<string, string> = {
  'libs/core': '@pausepoint/core',
  'libs/contract': '@pausepoint/contract',
  'libs/store': '@pausepoint/store',
  'libs/channels': '@pausepoint/channels',
  'libs/runtime': '@pausepoint/runtime',
  'libs/client': 'pausepoint',
  'apps/server': '@pausepoint/server',
  'apps/worker': '@pausepoint/worker',
  'apps/standalone': '@pausepoint/standalone',
  'integrations/mcp': '@pausepoint/mcp',
  'integrations/langgraph': '@pausepoint/langgraph',
  examples: '@pausepoint/examples',
  tools: '@pausepoint/tools',
};
const names = Object.values(named);
const packages: Package[] = Object.entries(named).map(([folder, name]) => {
  return { folder, name, dependencies: [...shared, ...names.filter((other) => other !== name)] };
});
const check = (path: string, text: string) =>
  complaints(parseSource(path, text), importRules(packages)).join('\n');

describe('refused', () => {
  test.each([
    ['libs/core', '@pausepoint/store', 'nothing of ours, because core is the rules'],
    ['libs/store', '@pausepoint/contract', 'the store records what core decides'],
    ['libs/channels', '@pausepoint/store', 'libs/channels may import libs/core of ours'],
    ['libs/contract', '@pausepoint/store', 'apps bring it together'],
    ['apps/server', 'pausepoint', 'the client is for strangers'],
    ['apps/server', '@pausepoint/worker', 'only standalone brings them together'],
    ['apps/worker', '@pausepoint/mcp', 'apps run apart'],
    ['integrations/mcp', '@pausepoint/store', 'strangers who only know the published client'],
    ['integrations/mcp', '@pausepoint/core', 'strangers'],
    ['examples', '@pausepoint/core', 'published names'],
    ['libs/client', '@pausepoint/contract', 'types of libs/contract'],
  ])('%s → %s', (folder, name, because) => {
    expect(check(`${folder}/src/a.ts`, `import { x } from '${name}';`)).toContain(because);
    expect(check(`${folder}/src/a.ts`, `export { x } from '${name}';`)).toContain(because);
    expect(check(`${folder}/src/a.ts`, `const x = await import('${name}/deep');`)).toContain(
      because,
    );
  });

  test('the type of a neighbour beyond the border too', () => {
    const type = "import type { Store } from '@pausepoint/store';";
    expect(check('libs/contract/src/a.ts', type)).toContain('imports libs/store');
    expect(check('libs/contract/src/a.ts', "type S = import('@pausepoint/store').Store;")).not.toBe(
      '',
    );
  });

  test('a neighbour by its path, and a file by the name of what it compiles to', () => {
    const reach = "import { pause } from '../../core/src/pause.ts';";
    expect(check('libs/store/src/a.ts', reach)).toContain('import it by its name');
    expect(check('libs/store/src/a.ts', "import './b.js';")).toContain('write .ts');
  });

  test('PostgreSQL anywhere but in the store', () => {
    for (const name of ['pg', 'kysely', '@mikro-orm/core']) {
      const text = `import { x } from '${name}';`;
      expect(check('apps/server/src/a.ts', text)).toContain('PostgreSQL lives in libs/store');
    }
    expect(check('libs/store/src/a.ts', "import { Pool } from 'pg';")).toBe('');
    expect(check('apps/server/src/a.test.ts', "import { Pool } from 'pg';")).toBe('');
  });

  test('a package nobody listed', () => {
    expect(check('apps/server/src/a.ts', "import Koa from 'koa/lib';")).toBe(
      'apps/server/src/a.ts:1 imports koa, which apps/server/package.json does not list.',
    );
  });
});

describe('let through', () => {
  test.each([
    ['libs/store/src/a.ts', "import { endings } from '@pausepoint/core';"],
    ['libs/client/src/a.ts', "import type { Pause } from '@pausepoint/contract';"],
    ['libs/client/src/a.ts', "import { canonicalJson } from '@pausepoint/core';"],
    ['apps/standalone/src/a.ts', "import { startServer } from '@pausepoint/server';"],
    ['apps/server/src/a.ts', "import { mount } from '@pausepoint/mcp';"],
    ['apps/server/src/a.test.ts', "import { testStore } from '@pausepoint/store/testing';"],
    ['examples/quickstart/a.ts', "import { ask } from 'pausepoint';"],
    ['libs/core/src/a.ts', "import { createHash } from 'node:crypto';"],
    ['libs/core/src/api/a.ts', "import { pause } from '../pause.ts';"],
    ['libs/core/vitest.config.ts', "import { base } from '../../vitest.base.ts';"],
  ])('%s: %s', (path, text) => {
    expect(check(path, text)).toBe('');
  });
});
