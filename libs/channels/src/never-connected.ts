// Tells a try that cannot have reached its vendor from one whose answer was lost.

/** Failures to find the host, to reach it, or to agree on TLS: nothing was said yet. */
const codes =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|CERT_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+)$/;

/** @param error as fetch or a socket threw it; fetch hides the socket's in `cause` */
export function neverConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  // A route may also be lost while the connection stands.
  const underWay = syscall === 'read' || syscall === 'write';
  return (!underWay && codes.test(code ?? '')) || neverConnected(error.cause);
}
