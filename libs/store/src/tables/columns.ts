// Columns every table speaks in: instants to the millisecond, plain text, sealed bytes.
import { p } from '@mikro-orm/core';
import { memberRoles, type Mode } from '@pausepoint/core';

export const at = () => p.datetime(3);
export const text = () => p.text();
export const mode = () => p.text().$type<Mode>();
export const bytes = () => p.blob().$type<Buffer>();
export const texts = () => p.array().columnType('text[]');

export const modeCheck = (table: string) => ({
  name: `${table}_mode_check`,
  expression: `mode in ('live', 'test')`,
});

export const roleCheck = (table: string) => ({
  name: `${table}_role_check`,
  expression: `role in (${memberRoles.map((role) => `'${role}'`).join(', ')})`,
});
