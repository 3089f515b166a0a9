// While the server ends, every answer is the last one on its connection.
import type { Next } from 'koa';
import type { Ctx, Services } from '../services.ts';

export const lastAnswers =
  ({ open }: Pick<Services, 'open'>) =>
  async (ctx: Ctx, next: Next) => {
    await next();
    // A kept-alive connection would hold the end up until its client is tired of it.
    if (!open()) ctx.set('Connection', 'close');
  };
