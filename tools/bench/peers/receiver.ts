// A webhook receiver that answers at once, and tells afterwards what came and when.
import { onWord, serve } from './serve.ts';

let ids: string[] = [];
let first = 0;
let last = 0;

serve((request, response) => {
  request.resume();
  request.on('end', () => {
    last = performance.now();
    if (ids.length === 0) first = last;
    ids.push(String(request.headers['webhook-id']));
    response.writeHead(200, { 'Content-Length': 0 });
    response.end();
  });
});

onWord(async (word) => {
  if (word === 'count') return { count: ids.length };
  const report = { ids, milliseconds: last - first };
  ids = [];
  return report;
});
