// What people build by hand today: Fastify, a signed link by @fastify/jwt, and Redis for the state.
import { randomUUID } from 'node:crypto';
import jwt from '@fastify/jwt';
import fastify from 'fastify';
import { Redis } from 'ioredis';
import { say } from './serve.ts';

const redis = new Redis(Number(process.env.REDIS_PORT));
const app = fastify();
await app.register(jwt, { secret: 'a secret for measuring, of no worth at all' });

interface Asked {
  readonly message: string;
  readonly options: readonly string[];
  readonly timeout_seconds: number;
}

app.post<{ Body: Asked }>('/', async (request, reply) => {
  const id = randomUUID();
  const { body } = request;
  await redis.set(`pause:${id}`, JSON.stringify({ ...body, status: 'pending' }), 'EX', 86_400);
  const token = app.jwt.sign({ id }, { expiresIn: body.timeout_seconds });
  return reply.status(201).send({ id, respond_url: `http://localhost/respond/${token}` });
});
app.get<{ Params: { id: string } }>('/:id', async (request, reply) => {
  const text = await redis.get(`pause:${request.params.id}`);
  return reply.type('application/json').send(text);
});

const address = await app.listen({ port: 0, host: '127.0.0.1' });
process.once('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(1));
say({ port: Number(new URL(address).port) });
