// A model's diagram shows something, and does nothing else.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inertDiagram } from '../../../../src/core/text/inertDiagram';
import { descriptionBlocks } from '../../../../src/engines/markup/edit/longDescription/blocks';

test.each([
  ['graph TD\n  A[One] -->|yes| B(Two)\n  B --> C{Ok?} & D((x))'],
  ['flowchart LR;A-->B;B-.->C==>D'],
  ['flowchart LR\n  A["Save; then #quot;close#quot;"] <--> B'],
  [
    'sequenceDiagram\n  participant A as Alice\n  A->>B: Hello, 50 %?\n  Note over A,B: é 日本\n  loop Each day\n  B-->>A: Bye\n  end',
  ],
  ['classDiagram\n  Animal <|-- Duck\n  class Duck {\n    +String beak\n    +swim()\n  }'],
  ['stateDiagram-v2\n  [*] --> On\n  On --> [*]'],
  ['erDiagram\n  CUSTOMER ||--o{ ORDER : places'],
  ['pie title Pets\n  "Dogs" : 386\n  "Cats" : 85.9'],
  ['gantt\n  title Plan\n  section One\n  A task :a1, 2026-01-01, 30d'],
  ['mindmap\n  root((Centre))\n    One\n    Two'],
])('stays: %j', (diagram) => {
  expect(inertDiagram(diagram)).toBe(diagram);
});

test.each([
  ['---\nconfig:\n  themeCSS: "x"\n---\ngraph TD; A-->B; click A href "https://evil.example"', 'graph TD; A-->B'],
  ['%%{init: {"securityLevel": "loose"}}%%\ngraph TD\nA-->B', 'graph TD\nA-->B'],
  [
    'graph TD\nA-->B\n  CLICK A call f()\nstyle A fill:url(https://evil.example/a)\nlinkStyle 0 stroke:#f00',
    'graph TD\nA-->B',
  ],
  [
    'graph TD\nclassDef x fill:url(//evil.example)\nA["<img src=https://evil.example/t.png>"]-->B',
    'graph TD\nA["#lt;img src=https://evil.example/t.png#gt;"]-->B',
  ],
  [
    'sequenceDiagram\nlinks A: {"x": "https://evil.example"}\nlink A: x @ https://evil.example\nA->>B: Hi',
    'sequenceDiagram\nA->>B: Hi',
  ],
  ['graph TD\nA[One<br/>two]', 'graph TD\nA[One two]'],
  ['graph TD\naccDescr: see https://evil.example\nA-->B', 'graph TD\nA-->B'],
])('loses what acts: %j', (diagram, shown) => {
  expect(inertDiagram(diagram)).toBe(shown);
});

test.each([
  'graph TD\nA@{ img: "https://evil.example/t.png" }',
  'graph TD\nA[<img src=x onerror=alert(1)>]',
  'graph TD\nA-->B %%{init: {}}%%',
  'graph TD\nA["`[x](javascript:alert(1))`"]',
  'graph TD\nA["$$\\href{https://evil.example}{x}$$"]',
  'graph TD\nA[https://evil.example]',
  'mindmap\n  root\n    ::icon(fa fa-book)',
  'C4Context\nPerson(a, "A", $link="https://evil.example")',
  'architecture-beta\nservice a(logos:x)[A]',
  'graph TD\nA["open',
  'graph TD\naccDescr {\nsee <a href=x>\n}',
  '---\nconfig: x\ngraph TD\nA-->B',
  'A-->B',
  '',
])('is no diagram any more, only text: %j', (diagram) => {
  expect(inertDiagram(diagram)).toBeUndefined();
  const [block] = descriptionBlocks(`\`\`\`mermaid\n${diagram}\n\`\`\``);
  expect(block === undefined || (block.kind === 'code' && block.language === '')).toBe(true);
});

test('of any pieces, in any order: nothing that acts is left', () => {
  const piece = fc.constantFrom(
    ...[
      '\n',
      ';',
      ' ',
      '"',
      'A',
      '-->',
      '[',
      ']',
      '{',
      '}',
      '<',
      '>',
      '%%',
      '%%{',
      '---\n',
      'click A "u"',
      'href "u"',
      'style A',
      '@{',
      '`',
      '#lt;',
      '#59;',
      '\\',
      '|',
      ':',
      '://',
      'url(',
    ],
  );
  let kept = 0;
  fc.assert(
    fc.property(
      fc.constantFrom('graph TD', 'sequenceDiagram', '---\nx\n---\ngraph LR'),
      fc.array(piece, { maxLength: 12 }),
      (head, parts) => {
        const shown = inertDiagram(`${head}\n${parts.join('')}`);
        if (shown !== undefined) {
          kept += 1;
          const outside = shown.replace(/"[^"\n]*"/g, '""');
          expect(outside).not.toMatch(/(?:^|[\n;])\s*(?:click|href|style)/i);
          expect(shown).not.toMatch(/^\s*---/);
          expect(outside).not.toMatch(/:\/\/|url\(/);
          expect(shown).not.toMatch(/%%|@\{|`|\$\$|<(?![-=.|<])/);
        }
      },
    ),
    { numRuns: 5000, seed: 20261129 },
  );
  expect(kept).toBeGreaterThan(500);
});
