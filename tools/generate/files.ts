// Every generated file, and what is written into it.
import { channelsEnv } from '@pausepoint/channels';
import { describeEnv, type EnvVariable } from '@pausepoint/runtime';
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
      { title: 'Who reaches the server, and what it allows', variables: ownVariables(serverEnv) },
      { title: 'Where data is kept', variables: ownVariables(standaloneEnv) },
      {
        title: 'How messages reach people; `npm run doctor` checks them',
        variables: describeEnv(serverEnv).filter(ofVendors),
      },
      { title: 'A worker of its own', variables: describeEnv(workerProcessEnv) },
    ]),
  },
];

/** Every program reads the vendors' variables; they have a section of their own. */
const ofVendors = ({ name }: EnvVariable): boolean => name in channelsEnv;

const ownVariables = (schema: Parameters<typeof describeEnv>[0]) =>
  describeEnv(schema).filter((variable) => !ofVendors(variable));
