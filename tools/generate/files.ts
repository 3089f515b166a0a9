// Every generated file, and what is written into it.
import { describeEnv } from '@pausepoint/runtime';
import { serverEnv } from '@pausepoint/server';
import { renderEnvExample } from './env-example.ts';

export interface GeneratedFile {
  /** From the root of the workspace. */
  readonly path: string;
  readonly text: string;
}

export const generatedFiles = (): readonly GeneratedFile[] => [
  {
    path: '.env.example',
    text: renderEnvExample([{ title: 'Server', variables: describeEnv(serverEnv) }]),
  },
];
