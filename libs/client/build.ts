// Builds what is published: one ES module without dependencies, its types in one file, the command.
// Into dist/, or the folder that is named.
import { chmod, rm, writeFile } from 'node:fs/promises';
import { generateDtsBundle } from 'dts-bundle-generator';
import { build } from 'vite';

const outDir = process.argv[2] ?? 'dist';

/** @param node whether it may use what only Node.js has */
const bundle = (entry: string, fileName: string, node: boolean) =>
  build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir,
      lib: { entry, formats: ['es'], fileName },
      target: 'es2022',
      minify: false,
      sourcemap: true,
      emptyOutDir: false,
      rollupOptions: node
        ? { external: /^node:/, output: { banner: '#!/usr/bin/env node' } }
        : {
            // The types carry them; what a program loads need not.
            output: { comments: { jsdoc: false } },
            external: (name) => {
              if (name.startsWith('node:')) throw new Error(`the SDK must run anywhere: ${name}`);
              return false;
            },
          },
    },
  });

await rm(outDir, { recursive: true, force: true });
await bundle('src/index.ts', 'index', false);
await bundle('src/cli/main.ts', 'cli', true);
await chmod(`${outDir}/cli.js`, 0o755);

const [types] = generateDtsBundle(
  [
    {
      filePath: 'src/index.ts',
      libraries: { inlinedLibraries: ['@pausepoint/contract'] },
      output: { noBanner: true },
    },
  ],
  { preferredConfigPath: 'tsconfig.json' },
);
await writeFile(`${outDir}/index.d.ts`, types!);
