/** Whether a file of this machine or of a workspace may go to a provider, from what is known of its names. */
import { createGlobs } from './globs';
import { settingTable } from './settings';

/** Keys, passwords and environments: never sent, whatever a setting says. */
const secrets = createGlobs([
  '**/.env*',
  '**/*.{pem,key,p12,pfx,jks,keystore,kdbx,ppk,asc,gpg}',
  '**/id_{rsa,dsa,ecdsa,ed25519}*',
  '**/.{ssh,aws,azure,gnupg,kube,docker,git}/**',
  '**/.{npmrc,yarnrc,pypirc,netrc,pgpass,htpasswd,git-credentials,dockercfg}',
  '**/{credentials,secret,secrets}.{json,yaml,yml,toml,ini,txt,xml}',
]);

/** What no search shows a model, besides what the settings exclude: secrets, and the globs that the setting begins with. */
const neverSearched = createGlobs(settingTable.exclude.fallback);

/** Whether a text file is left out of every search for its name, whatever the settings say. */
export const isSecret = (name: string): boolean => secrets.matches(name) || neverSearched.matches(name);

/** What is known of a file. */
export interface SeenFile {
  /** Its ways from the folder it is in, or whole where it is in none, with `/`: as it is named, and with all links followed. */
  readonly names: readonly string[];
  /** Its whole paths, with `/`: as it is named, and with all links followed. */
  readonly paths: readonly string[];
  /** It lies, with all links followed, in a folder that is open. */
  readonly isInside: boolean;
}

/** `badGlob`: a glob of the setting is not understood, so that nothing may be sent. */
export type NotSent = 'outside' | 'excluded' | 'badGlob';

/**
 * Why a file may not be sent; undefined when it may. `exclude` are the globs of the settings. A file that a person picked
 * by hand (`isPicked`) may lie anywhere.
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
