// Registered recipients of a developer's.
import { defineEntity, p } from '@mikro-orm/core';
import type { ChannelName } from '@pausepoint/core';
import { at, bytes, mode, modeCheck, text } from './columns.ts';

export const Approver = defineEntity({
  name: 'Approver',
  tableName: 'approver',
  properties: {
    developerId: p.uuid().primary(),
    id: p.uuid().primary(),
    mode: mode(),
    name: text(),
    channel: text().$type<ChannelName>(),
    addressSealed: bytes(),
    masked: text(),
    /** Whoever signs in for it, where the address itself does not say. */
    personId: p.uuid().nullable(),
    createdAt: at(),
  },
  checks: [modeCheck('approver')],
});
