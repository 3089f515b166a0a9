// Messages that never left the building; sealed, since they carry addresses and links that answer.
import { defineEntity, p } from '@mikro-orm/core';
import type { ChannelName } from '@pausepoint/core';
import { at, bytes, mode, text } from './columns.ts';

export const SandboxMessage = defineEntity({
  name: 'SandboxMessage',
  tableName: 'sandbox_message',
  properties: {
    developerId: p.uuid().primary(),
    id: p.uuid().primary(),
    mode: mode(),
    pauseId: p.uuid(),
    channel: text().$type<ChannelName>(),
    messageSealed: bytes(),
    createdAt: at(),
  },
  indexes: [{ name: 'sandbox_message_id_idx', properties: 'id' }],
});
