// Why the server could not listen, in words that name the port and what to do.
import { ConfigError } from '@pausepoint/runtime';

export function listenFault(error: unknown, { host, port }: { host: string; port: number }) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const other = `npm start -- --port ${port < 65_535 ? port + 1 : 3000}`;
  if (code === 'EADDRINUSE') {
    return new ConfigError(
      `Port ${port} is taken by another program. Stop that one, or use another port: ${other}`,
    );
  }
  if (code === 'EACCES') {
    return new ConfigError(`Port ${port} is not for ordinary users. Use another one: ${other}`);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new ConfigError(`HOST=${host} is no address of this machine.`);
  }
  return error;
}
