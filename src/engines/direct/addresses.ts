/** Which addresses an image may be downloaded from: the public internet, nothing on this machine or behind its router. */
import { BlockList, isIP } from 'node:net';

/** IANA special-purpose address registries, plus multicast. Two lists: a rule for mapped addresses would hold all IPv4. */
const blocked4 = new BlockList();
const blocked6 = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  blocked4.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  blocked6.addSubnet(network, prefix, 'ipv6');
}

/**
 * True for an address of the public internet. Forms that wrap an IPv4 address (mapped, NAT64, 6to4, Teredo) are
 * refused whole: a public server has no need of them.
 * @param address as a resolver or socket gives it: dotted or with colons, no brackets; a zone id is ignored.
 */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '');
  switch (isIP(plain)) {
    case 4:
      return !blocked4.check(plain, 'ipv4');
    case 6:
      return !blocked6.check(plain, 'ipv6') && !/^::[^:]/.test(plain);
    default:
      return false;
  }
}

/** The address in a URL's host, where it is one: `URL` has already turned decimal, octal and hex forms into dots. */
export function addressIn(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) ? host : undefined;
}
