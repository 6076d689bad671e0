// The files that .vscode names exist, and the problem matcher reads what `npm run watch` prints.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lineOf, marks } from '../../scripts/watch.mjs';

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const { scripts } = read('package.json');
const tasks: readonly {
  label: string;
  script?: string;
  args?: readonly string[];
  dependsOn?: readonly string[];
  problemMatcher?: { pattern: { regexp: string }; background: { beginsPattern: string; endsPattern: string } };
}[] = read('.vscode/tasks.json').tasks;
const labels = tasks.map(({ label }) => label);

test('every task runs a script that is there, and every launch entry a task and a program that are', () => {
  for (const { label, script, args = [], dependsOn = [] } of tasks) {
    expect(script === undefined || script in scripts, label).toBe(true);
    expect(
      args.filter((arg) => !existsSync(arg)),
      label,
    ).toEqual([]);
    expect(
      dependsOn.filter((one) => !labels.includes(one)),
      label,
    ).toEqual([]);
  }
  for (const { name, preLaunchTask, program } of read('.vscode/launch.json').configurations) {
    expect([undefined, ...labels], name).toContain(preLaunchTask);
    expect(program === undefined || existsSync(program.replace(/^\$\{workspaceFolder\}\//, '')), name).toBe(true);
  }
});

test('the matcher of the watch task sees where a build starts and ends, and its errors', () => {
  const { pattern, background } = tasks.find(({ label }) => label === 'watch')!.problemMatcher!;
  expect(marks.started).toMatch(new RegExp(background.beginsPattern));
  expect(marks.finished).toMatch(new RegExp(background.endsPattern));
  const location = { file: 'src/a.ts', line: 3, column: 4, namespace: '', length: 1, lineText: '', suggestion: '' };
  const ours = lineOf({ id: '', pluginName: '', text: 'Could not resolve "./b"', location, notes: [], detail: '' });
  const typeScript = 'src/a.ts(3,5): error TS2307: Cannot find module';
  expect([ours, typeScript].map((line) => new RegExp(pattern.regexp).exec(line)?.slice(1))).toEqual([
    ['src/a.ts', '3', '5', 'error', undefined, 'Could not resolve "./b"'],
    ['src/a.ts', '3', '5', 'error', 'TS2307', 'Cannot find module'],
  ]);
});
