import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../../../src/core/text/codeLanguage';

const fixture = (path: string) => readFileSync(new URL(`../../../fixtures/${path}`, import.meta.url), 'utf8');

describe('detectLanguage', () => {
  it.each([
    ['samples/screenshot-code-dark.txt', 'typescript'],
    ['ocr/gt/ts-monokai.txt', 'typescript'],
    ['ocr/gt/python-github.txt', 'python'],
    ['ocr/gt/rust-fira.txt', 'rust'],
    ['ocr/gt/go-gutter.txt', 'go'],
    ['ocr/gt/c-nord.txt', 'cpp'],
    ['ocr/gt/css-large.txt', 'css'],
    ['ocr/gt/html-contrast.txt', 'html'],
    ['ocr/gt/sql-gruvbox.txt', 'sql'],
    ['ocr/gt/yaml-small.txt', 'yaml'],
    ['ocr/gt/prose-dark.txt', undefined],
    ['ocr/gt/prose-serif.txt', undefined],
    ['ocr/gt/french-mail.txt', undefined],
    ['ocr/gt/settings-form.txt', undefined],
    ['ocr/gt/table-dark.txt', undefined],
    ['ocr/gt/columns-three.txt', undefined],
    ['ocr/gt/error-dialog.txt', undefined],
    ['ocr/gt/scan-letter.txt', undefined],
    ['samples/table.txt', undefined],
    ['samples/error-dialog.txt', undefined],
  ])('%s is %s', (path, language) => {
    expect(detectLanguage(fixture(path))).toBe(language);
  });

  it.each([
    ['json', '{\n  "name": "tarn",\n  "depth": [1, 2]\n}'],
    ['json', '  "name": "tarn",\n  "version": "1.0.0",\n  "private": true,'],
    [
      'javascript',
      "const fs = require('fs');\n\nmodule.exports = function read(path) {\n  return fs.readFileSync(path);\n};",
    ],
    [
      'javascript',
      "import { a } from './a.js';\n\nexport async function run(b) {\n  const c = await a(b);\n  console.log(c);\n}",
    ],
    [
      'java',
      'package com.acme;\n\nimport java.util.List;\n\npublic class Pool {\n  private final List<String> names;\n  @Override\n  public String toString() { return "x"; }\n}',
    ],
    [
      'csharp',
      'using System;\n\nnamespace Acme.Db;\n\npublic class Pool\n{\n    public string Name { get; set; }\n    public async Task Run() { Console.WriteLine($"{Name}"); }\n}',
    ],
    ['cpp', '#include <vector>\n\nint main() {\n  std::vector<int> a{1, 2};\n  return a.size();\n}'],
    [
      'php',
      '<?php\nnamespace App\\Models;\n\nclass User {\n  public function name($id) {\n    return $this->names[$id];\n  }\n}',
    ],
    [
      'ruby',
      "require 'json'\n\nclass Pool < Base\n  attr_reader :names\n\n  def each_name\n    @names.each do |name|\n      puts name\n    end\n  end\nend",
    ],
    [
      'xml',
      '<?xml version="1.0"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <name>tarn</name>\n</project>',
    ],
    [
      'markdown',
      '# Tarn\n\nReads [buoys](https://example.org).\n\n## Install\n\n- [ ] one\n- [x] two\n\n**Bold** too.',
    ],
    [
      'shellscript',
      '#!/usr/bin/env bash\nset -euo pipefail\nfor file in "$@"; do\n  if [[ -f "$file" ]]; then\n    echo "$file"\n  fi\ndone',
    ],
    [
      'sql',
      'SELECT name, count(*)\nFROM readings\nLEFT JOIN buoys ON buoys.id = readings.buoy\nWHERE depth > 3\nGROUP BY name;',
    ],
    [
      'yaml',
      'on:\n  push:\n    branches: [main]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4',
    ],
    ['html', '<!doctype html>\n<html lang="en">\n<body>\n  <p>Tarn</p>\n</body>\n</html>'],
    ['go', 'package main\n\nimport "fmt"\n\nfunc main() {\n\tname := "tarn"\n\tfmt.Println(name)\n}'],
  ])('%s', (language, code) => {
    expect(detectLanguage(code)).toBe(language);
  });

  it.each([
    'The class of 1920 met for the last time. If you import goods from abroad, select them with care.',
    'Dear Ms Hale,\n\nThank you for your letter: it arrived on Monday.\n\nKind regards',
    'Total: 12.50\nTax: 1.10\nDate: 2026-11-21',
    'x',
    '',
    'PASS  src/a.test.ts\nTests  1 failed | 28 passed (29)',
  ])('is unsure of %j', (text) => {
    expect(detectLanguage(text)).toBeUndefined();
  });
});
