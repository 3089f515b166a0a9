// The first migration: tables, the functions of the hot statements, and the law.
import { readFileSync } from 'node:fs';
import { Migration } from '@mikro-orm/migrations';

const parts = ['tables', 'functions', 'law'] as const;

const read = (part: string): string =>
  readFileSync(new URL(`./0001-init/${part}.sql`, import.meta.url), 'utf8');

export class Migration0001Init extends Migration {
  override up(): void {
    for (const part of parts) this.addSql(read(part));
  }
}
