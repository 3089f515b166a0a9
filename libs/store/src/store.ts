// What every operation is given first: the ORM, its own connection pool and the keys to seal with.
import type { MikroORM } from '@mikro-orm/postgresql';
import type { KeyRing } from '@pausepoint/core';
import type { Pool } from 'pg';

export interface Store {
  readonly orm: MikroORM;
  /** The ORM's own pool, for named statements and transactions in SQL. */
  readonly pool: Pool;
  readonly ring: KeyRing;
  close(): Promise<void>;
}
