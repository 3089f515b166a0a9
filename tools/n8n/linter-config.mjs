// n8n's own linter for community packages, as its starter sets it up; run by packed-node.ts.
import { createRequire } from 'node:module';
import process from 'node:process';

const require = createRequire(`${process.env.LINTER_FOLDER}/package.json`);
const { n8nCommunityNodesPlugin } = require('@n8n/eslint-plugin-community-nodes');
const base = require('eslint-plugin-n8n-nodes-base');
const tseslint = require('typescript-eslint');

const parser = tseslint.parser;
const older = (files, { rules }) => ({
  files,
  plugins: { 'n8n-nodes-base': base },
  rules,
  languageOptions: { parser, parserOptions: { extraFileExtensions: ['.json'] } },
});

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'linter-config.mjs'] },
  {
    files: ['**/*.ts', 'package.json'],
    extends: [n8nCommunityNodesPlugin.configs.recommended],
    languageOptions: { parser, parserOptions: { extraFileExtensions: ['.json'] } },
  },
  older(['nodes/**/*.ts'], base.configs.nodes),
  older(['credentials/**/*.ts'], base.configs.credentials),
  older(['package.json'], base.configs.community),
  {
    // The older linter's, against what the newer one asks for.
    rules: {
      'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
      'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
      'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
    },
  },
);
