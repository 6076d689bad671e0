import type { Use } from '../uses';

/** What only some functions may do, each for its reason. */
export interface Guard {
  /** What must hold, as the name of the test. */
  readonly title: string;
  /** Whether a use does what is guarded. */
  readonly sees: (use: Use) => boolean;
  /** `file#function: what` → why it may; the file alone where it is in no function. */
  readonly allowed: Readonly<Record<string, string>>;
  /** Sources that do it, spelled to get round a guard; `x`, `key`, `use` and `rest` are declared. */
  readonly evasions: readonly string[];
}

/** Where a use is not followed: a whole is handed on, a module is loaded by a name, the type is not known. */
export const isBlind = ({ what }: Use): boolean => what.endsWith('*') || what.startsWith('any.') || runsText.test(what);

/** What makes code of a text, or gives a module by its name. */
const runsText =
  /^global\.(?:eval|Function|FunctionConstructor|Object\.constructor|require|NodeJS\.Require\b.*|NodeJS\.Process\.(?:getBuiltinModule|binding|mainModule|dlopen))$|^node:(?:module|vm|v8|repl|inspector)\./;
