// What every operation is given first: the ORM, its own connection pool and the keys to seal with.
import type { MikroORM } from '@mikro-orm/postgresql';
import type { KeyRing } from '@pausepoint/core';
import type { Pool } from 'pg';
import type { PauseRows } from './pauses/pause-rows.ts';

export interface Store {
  readonly orm: MikroORM;
  /** The ORM's own pool, for named statements and transactions in SQL. */
  readonly pool: Pool;
  readonly ring: KeyRing;
  /** Opens a pause, with whatever else comes while others are being written: see `openPauses`. */
  readonly openTogether: (rows: PauseRows) => Promise<Date | null>;
  close(): Promise<void>;
}
