// `node examples/main.ts landing/deploy.py`: runs a snippet against your own server.
import { missingFor, runSnippet } from './run-snippet.ts';

const snippet = process.argv[2];
const apiKey = process.env['PAUSEPOINT_API_KEY'];
if (!snippet || !apiKey) {
  console.error('PAUSEPOINT_API_KEY=pp_test_… node examples/main.ts landing/deploy.py');
  process.exit(2);
}
const missing = missingFor(snippet);
if (missing) {
  console.error(missing);
  process.exit(2);
}
const { code, stdout, stderr } = await runSnippet(snippet, {
  url: process.env['PAUSEPOINT_URL'] ?? 'http://localhost:3000',
  apiKey,
  token: process.env['TOKEN'] ?? '',
  env: { PP_KEY: apiKey },
});
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code ?? 1;
