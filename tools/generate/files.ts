// Every generated file, and what is written into it.
import { describeEnv } from '@pausepoint/runtime';
import { serverEnv } from '@pausepoint/server';
import { standaloneEnv } from '@pausepoint/standalone';
import { workerProcessEnv } from '@pausepoint/worker';
import { renderEnvExample } from './env-example.ts';

export interface GeneratedFile {
  /** From the root of the workspace. */
  readonly path: string;
  readonly text: string;
}

export const generatedFiles = (): readonly GeneratedFile[] => [
  {
    path: '.env.example',
    // Standalone first: what is optional there is required only of a process of its own.
    text: renderEnvExample([
      { title: 'Who reaches the server, and what it allows', variables: describeEnv(serverEnv) },
      { title: 'Where data is kept', variables: describeEnv(standaloneEnv) },
      { title: 'A worker of its own', variables: describeEnv(workerProcessEnv) },
    ]),
  },
];
