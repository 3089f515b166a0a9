// `.env.example` says everything once, and changes nothing when it is copied as it is.
import { expect, test } from 'vitest';
import { renderEnvExample } from './env-example.ts';
import { generatedFiles } from './files.ts';

const variable = (name: string, more = {}) => ({
  name,
  description: `What ${name} means.`,
  example: undefined,
  fallback: undefined,
  required: false,
  ...more,
});

test('a variable shows its default, else its example, else nothing', () => {
  const text = renderEnvExample([
    {
      title: 'Server',
      variables: [
        variable('PORT', { fallback: '3000', example: '8080' }),
        variable('HOST', { example: '0.0.0.0' }),
        variable('SECRET_KEY', { required: true }),
      ],
    },
  ]);
  expect(text).toContain('\n## Server\n\n# What PORT means.\n#PORT=3000\n');
  expect(text).toContain('\n#HOST=0.0.0.0\n');
  expect(text).toContain('\n# What SECRET_KEY means. Required.\n#SECRET_KEY=\n');
});

test('what two parts read is told once', () => {
  const variables = [variable('LOG_LEVEL')];
  const text = renderEnvExample([
    { title: 'Server', variables },
    { title: 'Worker', variables },
  ]);
  expect(text.match(/LOG_LEVEL=/g)).toHaveLength(1);
  expect(text).not.toContain('Worker');
});

test('long descriptions are wrapped and no line sets anything', () => {
  const description = 'word '.repeat(60).trim();
  const text = renderEnvExample([{ title: 'All', variables: [variable('A', { description })] }]);
  for (const line of text.split('\n')) {
    expect(line === '' || line.startsWith('#')).toBe(true);
    expect(line.length).toBeLessThanOrEqual(100);
  }
});

test('every variable the programs read has a description', () => {
  const { text } = generatedFiles().find(({ path }) => path === '.env.example')!;
  expect(text).not.toMatch(/^# ?(Required\.)?\n#[A-Z_]+=/m);
  expect(text).toMatch(/^#PUBLIC_URL=/m);
});
