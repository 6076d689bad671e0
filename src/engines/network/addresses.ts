/** Which addresses an image can be downloaded from: the public internet, and nothing on this machine or its network. */
import { BlockList, isIP } from 'node:net';

/**
 * IANA special-purpose address registries, plus multicast. Two lists, because a rule for mapped addresses would match
 * all IPv4.
 */
const blocked4 = new BlockList();
const blocked6 = new BlockList();
/** Everything that is allocated publicly (IANA IPv6 Global Unicast Address Space, read 2026-11-29). */
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Azure's own host as seen by its machines: public by its number, but only theirs.
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  blocked4.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const) {
  blocked6.addSubnet(network, prefix, 'ipv6');
}

/**
 * True for an address on the public internet. Forms that wrap an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo)
 * are all refused: a public server doesn't need them.
 * @param address as from a resolver or socket: dotted or with colons, without brackets; one with a zone ID is local.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !blocked4.check(address, 'ipv4');
    case 6:
      return !address.includes('%') && global6.check(address, 'ipv6') && !blocked6.check(address, 'ipv6');
    default:
      return false;
  }
}

/**
 * The address in a URL's host, if it is one: `URL` has already turned decimal, octal, and hex forms into dotted ones.
 */
export function addressIn(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) ? host : undefined;
}
