// References in a schema lead to places in the schema itself. A schema is untrusted: nothing is fetched or read for it,
// and whatever it asks for ends.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { schemaProblems } from '../../../../../src/engines/markup/check/schema';

const amount = { type: 'object', properties: { value: { type: 'number' } }, required: ['value'] };

test.each([
  ['a pointer', { $ref: '#/$defs/amount', $defs: { amount } }],
  ['an older pointer', { $ref: '#/definitions/amount', definitions: { amount } }],
  ['a pointer with an escaped name', { $ref: '#/$defs/a~1b', $defs: { 'a/b': amount } }],
  ['a pointer to a pointer', { $ref: '#/$defs/one', $defs: { one: { $ref: '#/$defs/amount' }, amount } }],
  ['an anchor', { $ref: '#amount', $defs: { amount: { $anchor: 'amount', ...amount } } }],
  ['its own name', { $id: 'https://example.org/a', $ref: 'https://example.org/a#/$defs/amount', $defs: { amount } }],
])('%s is followed', (_, schema) => {
  expect(schemaProblems({ value: 1 }, schema)).toEqual([]);
  expect(schemaProblems({ value: 'one' }, schema)).not.toEqual([]);
});

test('a reference that leads out of the schema is neither fetched nor read, and the schema cannot be used', async () => {
  let asked = 0;
  const server = createServer((_, answer) => {
    asked += 1;
    answer.end(JSON.stringify(amount));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const file = join(tmpdir(), `sightread-schema-${process.pid}.json`);
  writeFileSync(file, JSON.stringify(amount));
  try {
    const web = `http://127.0.0.1:${port}/amount.json`;
    const schemas = [
      { $ref: web },
      { $ref: `${web}#/properties/value` },
      { $ref: `//127.0.0.1:${port}/amount.json` },
      { $ref: pathToFileURL(file).href },
      { $ref: file },
      { $ref: '../../package.json' },
      { $id: web, properties: { value: { $ref: 'other.json' } } },
      { $schema: web, $ref: '#/nowhere' },
      { properties: { value: { $ref: web } } },
    ];
    for (const schema of schemas) {
      const problems = schemaProblems({ value: 1 }, schema);
      expect.soft(problems[0], JSON.stringify(schema)).toMatch(/^The schema cannot be used: /);
    }
    // What the checker doesn't know doesn't matter.
    expect(schemaProblems({ value: 1 }, { $dynamicRef: web })).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toBe(0);
  } finally {
    server.close();
  }
});

test.each([
  ['to itself', { $ref: '#' }],
  ['in a circle', { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } }],
  ['to itself, beside another', { allOf: [{ $ref: '#' }, { type: 'object' }] }],
])('a reference that leads %s ends', (_, schema) => {
  expect(schemaProblems({ value: 1 }, schema)[0]).toMatch(/^The schema cannot be used: /);
});

test('a schema may describe what holds its like', () => {
  const tree = {
    type: 'object',
    properties: { children: { type: 'array', items: { $ref: '#' } } },
    required: ['name'],
  };
  expect(schemaProblems({ name: 'a', children: [{ name: 'b', children: [] }] }, tree)).toEqual([]);
  expect(schemaProblems({ name: 'a', children: [{ children: [] }] }, tree)).not.toEqual([]);
});
