import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { providersPage } from '../../scripts/providersDoc.mjs';

test('docs/providers.md says what the code does', async () => {
  const page = await providersPage();
  expect(readFileSync('docs/providers.md', 'utf8')).toBe(page);
  expect(page).toContain('rejected the API key');
});
