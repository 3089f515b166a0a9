// What people may do who sign in for a developer.

export const memberRoles = ['owner', 'developer', 'approver', 'auditor'] as const;
export type MemberRole = (typeof memberRoles)[number];

/**
 * `read`: see pauses, keys, webhooks, the log and its export; `build`: make and change them; `decide`:
 * answer what one was asked, and nothing else; `own`: people, their roles, and the account itself.
 */
export const deeds = ['read', 'build', 'decide', 'own'] as const;
export type Deed = (typeof deeds)[number];

const rights: Readonly<Record<MemberRole, readonly Deed[]>> = {
  owner: deeds,
  developer: ['read', 'build', 'decide'],
  approver: ['decide'],
  auditor: ['read'],
};

/** Of `decide` only half: whoever decides must have been asked, too. */
export const mayDo = (role: MemberRole, deed: Deed): boolean => rights[role].includes(deed);
