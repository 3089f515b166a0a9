// Builds what is published: one ES module without dependencies, and its types in one file.
import { writeFile } from 'node:fs/promises';
import { generateDtsBundle } from 'dts-bundle-generator';
import { build } from 'vite';

await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    lib: { entry: 'src/index.ts', formats: ['es'], fileName: 'index' },
    target: 'es2022',
    minify: false,
    sourcemap: true,
  },
});

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
await writeFile('dist/index.d.ts', types!);
