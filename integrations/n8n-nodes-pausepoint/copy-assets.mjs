// What n8n reads beside the compiled nodes: icons, and the cards it shows them on.
import { cpSync, globSync } from 'node:fs';
import { join } from 'node:path';

for (const file of globSync('{icons/*.svg,nodes/**/*.node.json}')) cpSync(file, join('dist', file));
