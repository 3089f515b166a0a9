// Columns every table speaks in: instants to the millisecond, plain text, sealed bytes.
import { p } from '@mikro-orm/core';
import type { Mode } from '@pausepoint/core';

export const at = () => p.datetime(3);
export const text = () => p.text();
export const mode = () => p.text().$type<Mode>();
export const bytes = () => p.blob().$type<Buffer>();
export const texts = () => p.array().columnType('text[]');

export const modeCheck = (table: string) => ({
  name: `${table}_mode_check`,
  expression: `mode in ('live', 'test')`,
});
