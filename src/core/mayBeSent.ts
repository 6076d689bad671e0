/** Whether a file on this machine or in a workspace may be sent to a provider, based on its names. */
import { createGlobs } from './globs';
import { settingTable } from './settings';

/** Keys, passwords, and environments: never sent, whatever a setting says. */
const secrets = createGlobs([
  '**/.env*',
  '**/*.{pem,key,p12,pfx,jks,keystore,kdbx,ppk,asc,gpg}',
  '**/id_{rsa,dsa,ecdsa,ed25519}*',
  '**/.{ssh,aws,azure,gnupg,kube,docker,git}/**',
  '**/.{npmrc,yarnrc,pypirc,netrc,pgpass,htpasswd,git-credentials,dockercfg}',
  '**/{credentials,secret,secrets}.{json,yaml,yml,toml,ini,txt,xml}',
]);

/** What no search shows a model, besides what the settings exclude: secrets, and the setting's default globs. */
const neverSearched = createGlobs(settingTable.exclude.fallback);

/** Whether a text file's name keeps it out of every search, whatever the settings say. */
export const isSecret = (name: string): boolean => secrets.matches(name) || neverSearched.matches(name);

/** What is known of a file. */
export interface SeenFile {
  /** Its paths from its folder, or whole if it isn't in one, with `/`: as named, and with all links resolved. */
  readonly names: readonly string[];
  /** Its whole paths, with `/`: as named, and with all links resolved. */
  readonly paths: readonly string[];
  /** With all links resolved, it's in an open folder. */
  readonly isInside: boolean;
}

/** `badGlob`: one of the setting's globs is invalid, so nothing may be sent. */
export type NotSent = 'outside' | 'excluded' | 'badGlob';

/**
 * Why a file may not be sent; undefined if it may. `exclude` are the globs in the settings. A file that a person picked
 * (`isPicked`) can be anywhere.
 */
export function whyNotSent(file: SeenFile, exclude: readonly string[], isPicked: boolean): NotSent | undefined {
  const globs = createGlobs(exclude);
  if (globs.notUnderstood.length > 0) {
    return 'badGlob';
  }
  const isExcluded =
    file.names.some((name) => secrets.matches(name) || globs.matches(name)) || file.paths.some(globs.matchesWhole);
  if (isExcluded) {
    return 'excluded';
  }
  return isPicked || file.isInside ? undefined : 'outside';
}
