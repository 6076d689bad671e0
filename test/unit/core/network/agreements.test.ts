import { expect, it } from 'vitest';
import { consentNames } from '../../../../src/core/network/agreements';

it.each([
  ['https://api.example', ['consent:https://api.example', 'consent:api.example']],
  ['http://api.example', ['consent:http://api.example']],
  ['https://api.example:8443', ['consent:https://api.example:8443']],
  ['http://api.example:443', ['consent:http://api.example:443']],
  ['http://127.0.0.1:11434', ['consent:http://127.0.0.1:11434']],
  ['vscode:copilot', ['consent:vscode:copilot']],
  ['', ['consent:']],
])('a yes for %s counts under %j', (place, names) => {
  expect(consentNames(place)).toEqual(names);
});
