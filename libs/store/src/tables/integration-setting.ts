// What a developer set for one of our integrations, such as whom Claude Code's questions go to.
import { defineEntity, p } from '@mikro-orm/core';
import { at, bytes, mode, modeCheck, text } from './columns.ts';

export const IntegrationSetting = defineEntity({
  name: 'IntegrationSetting',
  tableName: 'integration_setting',
  properties: {
    developerId: p.uuid().primary(),
    mode: mode().primary(),
    integration: text().primary(),
    sealed: bytes(),
    updatedAt: at(),
  },
  checks: [modeCheck('integration_setting')],
});
