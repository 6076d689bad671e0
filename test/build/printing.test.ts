// What is printed goes through one file, which takes the meaning of what would act on a terminal or a build server.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'));

test('no other file prints', () => {
  const printing = files.filter((name) =>
    /\bprocess\s*\.\s*(?:stdout|stderr)\b|\bconsole\s*\.\s*\w+\s*\(|process\.binding|from 'node:(?:console|tty)'/.test(
      readFileSync(`src/${name}`, 'utf8'),
    ),
  );
  // The thread of the imaging engine silences its own.
  expect(printing.filter((name) => name !== 'engines/imaging/worker.ts')).toEqual(['commandLine/terminal.ts']);
});

test('JSON is printed as JSON: nothing on the command line writes it as words', () => {
  const wrong = files
    .filter((name) => name.startsWith('commandLine/'))
    .filter((name) => /terminal\.(?:write|exact)\([^;]*JSON\.stringify/.test(readFileSync(`src/${name}`, 'utf8')));
  expect(wrong).toEqual([]);
});
