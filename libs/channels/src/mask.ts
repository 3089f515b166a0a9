// Five dots stand for whatever is hidden, so that a mask does not tell a length.

export const dots = '•••••';
