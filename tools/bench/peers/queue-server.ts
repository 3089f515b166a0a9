// A queue behind the same bare HTTP: the body becomes a job, and 201 says that it is kept.
import { readJson, serve } from './serve.ts';

export function serveQueue(add: (body: object) => Promise<string | null>): void {
  serve((request, response) => {
    const tell = (status: number, body: object): void => {
      const text = JSON.stringify(body);
      response.writeHead(status, {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(text),
      });
      response.end(text);
    };
    readJson(request)
      .then((body) => add(body as object))
      .then(
        (id) => tell(201, { id }),
        (error: unknown) => tell(500, { error: String(error) }),
      );
  });
}
