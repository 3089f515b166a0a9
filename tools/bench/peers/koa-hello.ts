// Koa that says hello: what the framework costs before anything is done.
import Koa from 'koa';
import { serve } from './serve.ts';

const app = new Koa();
app.use((ctx) => {
  ctx.body = 'Hello, world';
});
const answer = app.callback();
serve((request, response) => void answer(request, response));
