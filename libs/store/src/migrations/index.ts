// Every migration in order, and a hash that tells two versions of the schema apart.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { Migration0001Init } from './0001-init.ts';

export const migrationsList = [{ name: '0001_init', class: Migration0001Init }];

export function migrationsHash(): string {
  const hash = createHash('sha256');
  const folder = new URL('./', import.meta.url);
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/\.(ts|sql)$/.test(file)) hash.update(readFileSync(new URL(file, folder)));
  }
  return hash.digest('hex').slice(0, 12);
}
