// What a single file may not do, each rule with the place where the thing belongs instead.
import ts from 'typescript';
import { findNodes, findText, type Rule, type Source, type Spot } from './source.ts';

const LONGEST = 250;
/** Words of the house; a file or name with one of these has not decided what it is yet. */
const emptyWords = /^(manager|helpers?|utils?|utilities|processor|dto|impl)$/i;
/** Migrations are history, vendors' frameworks dictate names, configurations are default exports. */
const dictated = /\/migrations\/|^integrations\/n8n-nodes-|\.generated\./;
const configuration = /(^|\/)(vitest|eslint)\.config\.[jt]s$|^vitest\.base\.ts$/;
const testing = /\.test\.ts$|\.fixture\.ts$|(^|\/)testing(\.ts$|\/)|^tools\/|^examples\//;
/** The gate, and the one statement it writes settlements with. */
const gate = /^libs\/store\/src\/settling\/(settle|settle-overdue|write-settlements)\.ts$/;

export const fileRules: readonly Rule[] = [
  {
    instead: `Split it by what its parts are for: about 60 lines a file, ${LONGEST} at most.`,
    except: dictated,
    find: ({ text }) => {
      const lines = text.trimEnd().split('\n').length;
      return lines > LONGEST ? [{ line: LONGEST + 1, what: `has ${lines} lines` }] : [];
    },
  },
  {
    instead: 'Files are kebab-case and named after their main export.',
    except: dictated,
    find: ({ path }) =>
      /^([a-z0-9]+(-[a-z0-9]+)*[./])*[a-z0-9]+(-[a-z0-9]+)*\.[a-z]+$/.test(path)
        ? []
        : [{ line: 1, what: 'is not named in kebab-case' }],
  },
  {
    instead: 'The first line is a `//` comment: one sentence that says what the file is.',
    except: new RegExp(`${dictated.source}|vitest\\.config\\.ts$`),
    find: ({ text }) =>
      opensWithSentence(text) ? [] : [{ line: 1, what: 'does not say what it is' }],
  },
  {
    instead: 'Export by name, so that a thing has one name everywhere.',
    except: new RegExp(`${dictated.source}|${configuration.source}`),
    find: (source) =>
      findNodes(source, (node) => (isDefaultExport(node) ? 'exports a default' : undefined)),
  },
  {
    instead: 'Use a union of strings: it needs no code and prints as it is written.',
    find: (source) =>
      findNodes(source, (node) => (ts.isEnumDeclaration(node) ? 'declares an enum' : undefined)),
  },
  {
    instead: 'Call a function instead: a reader sees when it runs.',
    except: dictated,
    find: (source) =>
      findNodes(source, (node) => (ts.isDecorator(node) ? 'uses a decorator' : undefined)),
  },
  {
    instead: 'List the names: an index is a table of contents.',
    except: dictated,
    find: (source) =>
      findNodes(source, (node) =>
        ts.isExportDeclaration(node) && !node.exportClause ? 'exports everything' : undefined,
      ),
  },
  {
    instead: 'Read it in main.ts and hand it on as configuration.',
    except: new RegExp(`(^|/)main\\.ts$|${testing.source}|${configuration.source}`),
    find: (source) =>
      findNodes(source, (node) =>
        ts.isPropertyAccessExpression(node) && node.getText() === 'process.env'
          ? 'reads process.env'
          : undefined,
      ),
  },
  {
    instead: 'Take `now` as an argument; only main.ts has a clock.',
    // Guests in strangers' programs, which have no main.ts of ours to ask.
    except: new RegExp(
      `(^|/)main\\.ts$|^libs/client/|^integrations/n8n-nodes-|${testing.source}|${configuration.source}`,
    ),
    find: (source) =>
      findNodes(source, (node) => (readsClock(node) ? 'reads the clock' : undefined)),
  },
  {
    instead: 'Name it after what it does.',
    except: dictated,
    find: (source) => [...emptyPath(source), ...findNodes(source, emptyName)],
  },
  {
    instead: 'Only the gate, settling/settle.ts, moves a pause out of `pending`: give it an act.',
    except: new RegExp(`${gate.source}|/migrations/|\\.test\\.ts$`),
    find: (source) => [
      ...findText(
        source,
        /\bupdate\s+(only\s+)?"?pause"?(\s+(as\s+)?(?!set\b)\w+)?\s+set\b((?!\bwhere\b)[^;`])*?\bstatus\s*=/gi,
        'writes the status of a pause',
      ),
      ...findText(source, /updateTable\(\s*'pause'|nativeUpdate\(\s*Pause\b/g, 'writes pauses'),
    ],
  },
  {
    instead: 'Only the gate settles: give settling/settle.ts an act.',
    except: gate,
    find: (source) =>
      findNodes(source, (node) =>
        importedName(node)?.endsWith('/write-settlements.ts') ? 'writes settlements' : undefined,
      ),
  },
  {
    instead: 'The store records and nothing else; couriers in the apps speak to the network.',
    only: /^libs\/store\/src\//,
    except: /^libs\/store\/src\/embedded\/|\.test\.ts$|\/testing/,
    find: (source) =>
      findNodes(source, (node) => {
        if (ts.isCallExpression(node) && node.expression.getText() === 'fetch')
          return 'calls fetch';
        const name = importedName(node);
        return name && /^(node:)?(https?|http2|net|tls|dgram)$|^undici$/.test(name)
          ? `imports ${name}`
          : undefined;
      }),
  },
  {
    instead: 'Wait for the condition itself, and let our own code run as it is.',
    only: /\.test\.ts$/,
    except: /^tools\/house-rules\//,
    find: (source) => [
      ...findText(
        source,
        /\bvi\.(mock|doMock|useFakeTimers|setSystemTime)\(/g,
        'fakes what it tests',
      ),
      ...findText(source, /\b(test|it|describe)\.only\(/g, 'runs only a part of its tests'),
    ],
  },
];

function opensWithSentence(text: string): boolean {
  const lines = text.replace(/^#!.*\n/, '').split('\n');
  const end = lines.findIndex((line) => !line.startsWith('// '));
  const comment = lines.slice(0, end === -1 ? undefined : end).join(' ');
  return /[.:;!?)](\s|$)/.test(comment);
}

const isDefaultExport = (node: ts.Node): boolean =>
  (ts.isExportAssignment(node) && !node.isExportEquals) ||
  (ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) ||
  (ts.isExportSpecifier(node) && node.name.text === 'default');

function readsClock(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) {
    return node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0;
  }
  return ts.isPropertyAccessExpression(node) && /^(Date|Temporal)\.[nN]ow$/.test(node.getText());
}

export const importedName = (node: ts.Node): string | undefined => {
  const from =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : undefined;
  return from && ts.isStringLiteral(from) ? from.text : undefined;
};

function emptyPath({ path }: Source): Spot[] {
  const empty = path.split(/[/.-]/).find((word) => emptyWords.test(word));
  return empty ? [{ line: 1, what: `has “${empty}” in its path` }] : [];
}

function emptyName(node: ts.Node): string | undefined {
  const declares =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isMethodDeclaration(node);
  const name = declares ? node.name : undefined;
  if (!name || !ts.isIdentifier(name)) return undefined;
  const words = name.text.split(/(?<=[a-z0-9])(?=[A-Z])|_/);
  const empty = words.find((word) => emptyWords.test(word));
  return empty && `has “${empty}” in the name ${name.text}`;
}
