// What the roles are called, and what each lets somebody do.
import { memberRoles, type MemberRole } from '@pausepoint/core';

export const roleNames: Readonly<Record<MemberRole, string>> = {
  owner: 'Owner',
  developer: 'Developer',
  approver: 'Approver',
  auditor: 'Auditor',
};

export const roleDeeds: Readonly<Record<MemberRole, string>> = {
  owner: 'Owners may do everything, and say who else is in the team.',
  developer: 'Developers see and change everything but the team.',
  approver: 'Approvers see what waits for them, and decide it. Nothing else.',
  auditor: 'Auditors see everything and export it. They change nothing.',
};

export const roleChoices = memberRoles.map((role) => [role, roleNames[role]] as const);
