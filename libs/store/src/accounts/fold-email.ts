// One person, one account, however the address was typed.

export const foldEmail = (email: string): string => email.trim().toLowerCase();
