// What every package owes the house: a licence, a README with its decisions, exact versions.
import { dirname, join } from 'node:path/posix';

export interface Manifest {
  readonly path: string;
  readonly name?: string;
  readonly license?: string;
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly nx?: { readonly tags?: readonly string[] };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
/** Peers are left out: a published package must not dictate its host's patch version. */
const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

const pinsOf = (manifest: Manifest) =>
  kinds.flatMap((kind) => Object.entries(manifest[kind] ?? {}));

export function manifestComplaints(manifest: Manifest): readonly string[] {
  const { path, name, scripts = {} } = manifest;
  const root = path === 'package.json';
  return [
    ...(manifest.license === 'MIT' ? [] : [`${path} is not under the MIT licence`]),
    ...pinsOf(manifest)
      .filter(([, version]) => !exact.test(version))
      .map(
        ([of, version]) =>
          `${path} asks for ${of} ${version}: pin the one version it was tested with`,
      ),
    ...(root ? [] : ['typecheck', 'lint', 'test'])
      .filter((script) => !scripts[script])
      .map((script) => `${path} has no ${script} script: \`npm run ${script}\` would pass it by`),
    ...(root || manifest.nx?.tags?.length ? [] : [`${path} has no nx.tags to say what it is`]),
    ...(name ? [] : [`${path} has no name`]),
  ];
}

/** The packages of one ORM are made for each other: two versions of it break at run time. */
export function mikroOrmComplaints(manifests: readonly Manifest[]): readonly string[] {
  const pins = manifests.flatMap((manifest) =>
    pinsOf(manifest)
      .filter(([of]) => of.startsWith('@mikro-orm/'))
      .map(([of, version]) => ({ where: `${manifest.path}: ${of} ${version}`, version })),
  );
  if (new Set(pins.map(({ version }) => version)).size <= 1) return [];
  return [
    `@mikro-orm/* must have one version everywhere:\n  ${pins.map((pin) => pin.where).join('\n  ')}`,
  ];
}

/** The lockfile names versions, not the mirror of the machine that wrote it. */
export const lockfileComplaints = (text: string): readonly string[] =>
  [...text.matchAll(/"resolved": "([^"]*[:\\][^"]*|\.\.[^"]*|\/[^"]*)"/g)].map(
    ([, address]) =>
      `package-lock.json holds an address of one machine (${address!}): install with the repository’s .npmrc`,
  );

export function readmeComplaints(path: string, text: string | undefined): readonly string[] {
  if (text === undefined)
    return [`${path} is missing: say what the package is, its map, its decisions`];
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  const decisions = headings.at(-1) === 'Decisions' && /\b20\d\d-\d\d\b/.test(text);
  return [
    ...(text.startsWith('# ') ? [] : [`${path} does not open with its name as a heading`]),
    ...(decisions
      ? []
      : [`${path} does not end in “## Decisions” (date, decision, because, rejected)`]),
  ];
}

/** Links to files of ours; a README that points nowhere has not kept up. */
export function deadLinks(
  path: string,
  text: string,
  isThere: (path: string) => boolean,
): readonly string[] {
  return [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)]
    .map(([, link]) => link!)
    .filter((link) => !isThere(join(dirname(path), link)))
    .map((link) => `${path} links to ${link}, which is not there`);
}

/** What is run as it stands in its README, or only shows what comes out. */
const shownAlone: readonly (readonly [path: string, language: string])[] = [
  ['README.md', 'json'],
  ['integrations/n8n-nodes-pausepoint/README.md', 'json'],
  // Asked of an archive, which a test moves there.
  ['libs/store/README.md', 'sql'],
];
const notCode = ['', 'sh', 'text', 'mermaid'];

/** Code that no test runs goes stale: it is to be a snippet (tools/generate/snippets.ts). */
export function looseCode(path: string, text: string): readonly string[] {
  const fences = text.matchAll(
    /(?<marked>^<!-- snippet: \S+ -->\n+)?^ *```(?<language>\w*)\n.*?^ *```$/gms,
  );
  return [...fences].flatMap(({ groups }) => {
    const { marked, language } = groups!;
    const alone = shownAlone.some(([of, kind]) => of === path && kind === language);
    return marked || alone || notCode.includes(language!)
      ? []
      : [`${path} shows ${language!} that no test runs: make it a snippet`];
  });
}
