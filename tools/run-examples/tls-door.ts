// A TLS listener with a certificate of its own in front of a plain one, for clients that insist.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';

export interface TlsDoor {
  readonly url: string;
  /** For SSL_CERT_FILE: whoever trusts it trusts this door. */
  readonly certificateFile: string;
  close(): Promise<void>;
}

export async function openTlsDoor(plainUrl: string): Promise<TlsDoor> {
  const folder = mkdtempSync(join(tmpdir(), 'pausepoint-tls-'));
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', keyFile, '-out', certificateFile];
  execFileSync('openssl', ['req', '-x509', '-days', '1', ...key, ...name, ...files], {
    stdio: 'ignore',
  });

  const { port } = new URL(plainUrl);
  const open = new Set<Socket>();
  const options = { key: readFileSync(keyFile), cert: readFileSync(certificateFile) };
  const server = createServer(options, (outside) => {
    const inside = connect(Number(port), '127.0.0.1');
    for (const socket of [outside, inside]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket)).on('error', () => undefined);
    }
    outside.pipe(inside).pipe(outside);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    certificateFile,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}
