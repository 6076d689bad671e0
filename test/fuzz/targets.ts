import { fuzzedDialects, fuzzedLanguages } from '../../scripts/tools/fuzzTargets.mjs';
import type { Target } from './target';

/** Loaded by the thread that fuzzes them, so that none waits for what another needs. */
export const targets: Readonly<Record<string, () => Promise<Target>>> = {
  sniff: async () => (await import('./targets/pictures')).sniffing,
  strip: async () => (await import('./targets/pictures')).stripping,
  profile: async () => (await import('./targets/pictures')).profiles,
  inflate: async () => (await import('./targets/pictures')).inflating,
  svg: async () => (await import('./targets/svg')).drawings,
  // These test the fuzzing itself.
  plantedFault: async () => (await import('./targets/planted')).fault,
  plantedLoop: async () => (await import('./targets/planted')).loop,
  ...Object.fromEntries(
    fuzzedDialects.map((dialect) => [
      `answer-${dialect}`,
      async () => (await import('./targets/answers')).answers(dialect),
    ]),
  ),
  errors: async () => (await import('./targets/answers')).errorBodies,
  models: async () => (await import('./targets/answers')).modelLists,
  cleaning: async () => (await import('./targets/words')).cleaning,
  notifications: async () => (await import('./targets/words')).notifications,
  decisions: async () => (await import('./targets/words')).decisions,
  settings: async () => (await import('./targets/settings')).settings,
  globs: async () => (await import('./targets/settings')).globs,
  archive: async () => (await import('./targets/words')).archives,
  ...Object.fromEntries(
    fuzzedLanguages.map((language) => [
      `document-${language}`,
      async () => (await import('./targets/documents')).documents(language),
    ]),
  ),
};
