// Registered recipients of a developer's.
import { defineEntity, p } from '@mikro-orm/core';
import type { ChannelName } from '@pausepoint/core';
import { at, bytes, text } from './columns.ts';

export const Approver = defineEntity({
  name: 'Approver',
  tableName: 'approver',
  properties: {
    developerId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: text(),
    channel: text().$type<ChannelName>(),
    addressSealed: bytes(),
    masked: text(),
    createdAt: at(),
  },
});
