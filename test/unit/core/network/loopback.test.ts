import { describe, expect, it } from 'vitest';
import { isLocalName, isLoopback } from '../../../../src/core/network/loopback';

/** The host of an address as a request would use it. */
const hostOf = (host: string) => new URL(`http://${host}/`).hostname;

describe('isLoopback', () => {
  it.each([
    'localhost',
    'LOCALHOST',
    '127.0.0.1',
    '127.255.255.255',
    '127.1',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
  ])('%s in an address is this machine', (host) => {
    expect(isLoopback(hostOf(host))).toBe(true);
  });

  it.each(['::1', '127.0.0.1', '::ffff:127.0.0.1', '0:0:0:0:0:0:0:1'])('%s of a socket is this machine', (address) => {
    expect(isLoopback(address)).toBe(true);
  });

  it.each([
    '127.evil.example',
    '127.0.0.1.nip.io',
    '127.0.0.1.evil.example',
    '127-0-0-1.evil.example',
    'x.localhost',
    'localhost.',
    'localhost.evil.example',
    'notlocalhost',
    'api.example',
    '126.255.255.255',
    '128.0.0.1',
    '0.0.0.0',
    '10.0.0.1',
    '[::]',
    '[::2]',
    '[::ffff:10.0.0.1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
  ])('%s is not', (host) => {
    expect(isLoopback(hostOf(host))).toBe(false);
  });

  it.each([
    '',
    '127.0.0.1:80',
    '127.0.0.256',
    '127.0.0',
    '127.0.0.01',
    '[::1]:80',
    '[::1',
    '::1]',
    'localhost/',
    '::1%1',
  ])('what is no host is not: %j', (text) => {
    expect(isLoopback(text)).toBe(false);
  });
});

it.each([
  ['localhost', true],
  ['a.localhost', true],
  ['localhost.', true],
  ['localhost.example', false],
  ['notlocalhost', false],
])('isLocalName(%j) is %s', (name, is) => {
  expect(isLocalName(name)).toBe(is);
});
