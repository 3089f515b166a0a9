// Which role somebody has, each with what it lets them do.
import { type Html, html } from '@pausepoint/core';
import { roleChoices, roleDeeds } from '../account/role-words.ts';
import { choices } from '../dashboard/parts.ts';

export const roleField = (chosen: string, error?: string): Html =>
  choices({
    ...{ name: 'role', legend: 'Role', type: 'radio', chosen: [chosen], error },
    choices: roleChoices.map(([role, words]) => [
      role,
      html`<b>${words}</b><small>${roleDeeds[role]}</small>`,
    ]),
  });
