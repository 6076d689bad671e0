import { describe, expect, it } from 'vitest';
import { tasks } from '../../../../src/core/tasks/tasks';
import { readingTask } from '../../../../src/core/text/forms';
import { fitToEditor, fittedOffsets } from '../../../../src/core/text/insert';
import { shapeAnswer, shapeOffline } from '../../../../src/core/text/shape';
import type { OcrResult, OcrWord } from '../../../../src/core/text/types';

function reading(text: string, monospace = true): OcrResult {
  const lines = text.split('\n');
  let start = 0;
  const read = lines.map((line, row) => {
    const words = [...line.matchAll(/\S+/g)].map(
      (match): OcrWord => ({
        text: match[0],
        confidence: match[0].includes('?') ? 30 : 95,
        start: start + match.index,
        box: [match.index * 8, row * 24, match[0].length * 8 - 2, 16],
      }),
    );
    start += line.length + 1;
    return { text: line, confidence: 95, box: [0, 0, 0, 0] as const, words };
  });
  return { text, lines: read.filter((line) => line.words.length > 0), monospace, confidence: 95 };
}

describe('shapeOffline', () => {
  const code =
    "import { a } from './a.js';\n\nexport async function run(b) {\n  const c = await a(b;\n  console.log(c?);\n}";

  it('names the language of code and points at what is doubtful or lonely', () => {
    const shaped = shapeOffline(reading(code), 'auto');
    expect(shaped.text).toBe(code);
    expect(shaped.language).toBe('javascript');
    const marked = shaped.doubts.map(({ start, end, unbalanced }) => [code.slice(start, end), unbalanced]);
    expect(marked).toEqual([
      ['(', true],
      ['console.log(c?);', undefined],
    ]);
  });

  it('makes tables, and says when there is none', () => {
    const table = reading('Name     Depth\nPike     12\nTarn     3', false);
    expect(shapeOffline(table, 'csv')).toMatchObject({ text: 'Name,Depth\nPike,12\nTarn,3\n', language: 'csv' });
    expect(shapeOffline(table, 'markdownTable').text).toMatch(/^\| Name \| Depth \|\n\| ---- \| ----: \|\n/);
    expect(shapeOffline(reading('no table'), 'csv')).toMatchObject({ text: 'no table', noTable: true });
  });

  it('lets a spreadsheet run no cell of a table, and says so', () => {
    const table = reading('Name     Depth\n=A1+B1     -12\n@SUM(A1)     3', false);
    const shaped = shapeOffline(table, 'csv');
    expect(shaped).toMatchObject({ text: "Name,Depth\n'=A1+B1,-12\n'@SUM(A1),3\n", hasFormulas: true });
  });

  it('unwraps paragraphs', () => {
    expect(shapeOffline(reading('The ferry leaves the north\nside at nine.', false), 'paragraphs').text).toBe(
      'The ferry leaves the north side at nine.',
    );
  });
});

describe('shapeAnswer', () => {
  it('takes fences off and marks what the model could not read', () => {
    const shaped = shapeAnswer('```mermaid\ngraph TD\n  a --> [unreadable]\n```\n', 'mermaid');
    expect(shaped).toMatchObject({ text: 'graph TD\n  a --> [unreadable]', language: 'mermaid' });
    expect(shaped.doubts).toHaveLength(1);
  });

  it('lets a spreadsheet run no cell that a model wrote, and says so', () => {
    const answer = '```csv\nName,Depth\n"=HYPERLINK(""http://x.example"",""x"")",-1.5\n```';
    expect(shapeAnswer(answer, 'csv')).toMatchObject({
      text: `Name,Depth\n"'=HYPERLINK(""http://x.example"",""x"")",-1.5`,
      hasFormulas: true,
    });
    expect(shapeAnswer('a,b\n1,-2', 'csv')).toMatchObject({ text: 'a,b\n1,-2', hasFormulas: false });
  });

  it('keeps a fence that is part of the text', () => {
    const text = 'See:\n```\na\n```';
    expect(shapeAnswer(text, 'text').text).toBe(text);
  });
});

describe('readingTask', () => {
  it('keeps the rules of reading, whatever the form', () => {
    expect(readingTask(tasks.ocr, 'auto')).toEqual(tasks.ocr);
    const task = readingTask(tasks.ocr, 'latex');
    expect(task.prompt).toMatch(/LaTeX/);
    expect(task.system).toMatch(/Do not correct, translate/);
  });
});

describe('fittedOffsets', () => {
  it.each([
    { linePrefix: '  ', insertSpaces: true, tabSize: 4 },
    { linePrefix: '\tx = ', insertSpaces: false, tabSize: 4 },
    { linePrefix: '', insertSpaces: false, tabSize: 2 },
  ])('finds each word again in %j', (place) => {
    const text = 'one {\n  two\n\n    three four\n  five\n}';
    const fitted = fitToEditor(text, place);
    for (const { index, 0: word } of text.matchAll(/\w+/g)) {
      const at = fittedOffsets(text, fitted)(index);
      expect(fitted.slice(at, at + word.length)).toBe(word);
    }
  });
});
