// The least a durable create and a read can be: node:http, one prepared statement, one table.
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import pg from 'pg';
import { databaseUrl, readJson, serve } from './serve.ts';

const pool = new pg.Pool({ connectionString: databaseUrl, max: 16 });
await pool.query(
  `create table if not exists bare (
    id uuid primary key, body jsonb not null, created_at timestamptz not null)`,
);

const insert = {
  name: 'insert',
  text: 'insert into bare (id, body, created_at) values ($1, $2, $3)',
};
const select = { name: 'select', text: 'select id, body, created_at from bare where id = $1' };

serve((request, response) => {
  const answer = request.method === 'POST' ? create(request) : read(request.url!.slice(1));
  answer.then(
    (told) => tell(response, request.method === 'POST' ? 201 : 200, told),
    (error: unknown) => tell(response, 500, { error: String(error) }),
  );
});

async function create(request: AsyncIterable<Buffer>): Promise<object> {
  const id = randomUUID();
  await pool.query({ ...insert, values: [id, await readJson(request), new Date()] });
  return { id };
}

async function read(id: string): Promise<object> {
  return (await pool.query<object>({ ...select, values: [id] })).rows[0]!;
}

function tell(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}
