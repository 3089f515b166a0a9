// `.env.example`, written from the schemas that read the environment.
import type { EnvVariable } from '@pausepoint/runtime';

export interface Section {
  readonly title: string;
  readonly variables: readonly EnvVariable[];
}

const WIDTH = 98;

/** A variable that several parts read is told once, where it first appears. */
export function renderEnvExample(sections: readonly Section[]): string {
  const told = new Set<string>();
  const blocks = sections.map(({ title, variables }) => {
    const fresh = variables.filter(({ name }) => !told.has(name));
    for (const { name } of fresh) told.add(name);
    return fresh.length === 0 ? '' : [`## ${title}`, ...fresh.map(renderVariable)].join('\n\n');
  });
  return `${[...opening, ...blocks.filter((block) => block !== '')].join('\n\n')}\n`;
}

const opening = [
  '# Everything that can be set, with its default. Nothing has to be: `npm start` runs without any.\n' +
    '# Written by `npm run generate`; edit the schemas in apps/*/src and libs/*/src instead.',
];

/** Commented out: a copied file changes nothing until somebody decides to. */
function renderVariable({ name, description, example, fallback, required }: EnvVariable): string {
  const note = required ? ' Required.' : '';
  return [...wrap(`${description}${note}`), `#${name}=${fallback ?? example ?? ''}`].join('\n');
}

function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= WIDTH) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(`# ${word}`);
    }
  }
  return lines;
}
