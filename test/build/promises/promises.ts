/** A test, by its file and a part of its title as written there. */
export interface Proof {
  readonly file: string;
  readonly title: string;
}

/** The tests that prove a sentence, or, in words, why it promises nothing that a test could prove. */
export type Evidence = readonly Proof[] | string;

/** Each sentence of a page. */
export type Promises = ReadonlyMap<string, Evidence>;

/** Proofs, written `file › title`, the file without `test/` and its ending. */
export function provedBy(...proofs: readonly string[]): readonly Proof[] {
  return proofs.map((proof) => {
    const [file = '', ...title] = proof.split(' › ');
    const ending = /^(?:e2e\/thief|build\/guards)\//.test(file)
      ? '.ts'
      : file.startsWith('e2e/')
        ? '.e2e.ts'
        : '.test.ts';
    return { file: `test/${file}${ending}`, title: title.join(' › ') };
  });
}
