// One TypeScript file as the rules see it: path, text, syntax tree, and what they say about it.
import { basename } from 'node:path';
import ts from 'typescript';

export interface Source {
  /** From the root of the workspace, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

export interface Spot {
  readonly line: number;
  readonly what: string;
}

export interface Rule {
  /** Where it belongs instead: the second half of every complaint. */
  readonly instead: string;
  readonly only?: RegExp;
  readonly except?: RegExp;
  readonly find: (source: Source) => readonly Spot[];
}

export const parseSource = (path: string, text: string): Source => ({
  path,
  text,
  tree: ts.createSourceFile(basename(path), text, ts.ScriptTarget.Latest, true),
});

/** One line for each thing a rule finds: where, what, and where it belongs. */
export const complaints = (source: Source, rules: readonly Rule[]): readonly string[] =>
  rules
    .filter(({ only, except }) => !except?.test(source.path) && (only?.test(source.path) ?? true))
    .flatMap((rule) =>
      rule
        .find(source)
        .map(({ line, what }) => `${source.path}:${line} ${what}. ${rule.instead}`.trim()),
    );

/** Every node of the file that `pick` has something to say about. */
export function findNodes(source: Source, pick: (node: ts.Node) => string | undefined): Spot[] {
  const spots: Spot[] = [];
  const visit = (node: ts.Node): void => {
    const what = pick(node);
    if (what !== undefined) spots.push({ line: lineOf(source, node.getStart(source.tree)), what });
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return spots;
}

/** Every match of a pattern in the plain text. */
export const findText = (source: Source, pattern: RegExp, what: string): Spot[] =>
  [...source.text.matchAll(pattern)].map(({ index }) => ({ line: lineOf(source, index), what }));

const lineOf = (source: Source, position: number): number =>
  source.tree.getLineAndCharacterOfPosition(position).line + 1;
