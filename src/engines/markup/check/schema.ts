/** How a value differs from a JSON Schema. The schema's own expressions run here, away from the host's thread. */
import { type OutputUnit, Validator } from '@cfworker/json-schema';

const maxProblems = 8;

/** What doesn't match, in words, at most eight; empty if everything does. */
export function schemaProblems(value: unknown, schema: Readonly<Record<string, unknown>>): readonly string[] {
  let errors: OutputUnit[];
  try {
    errors = new Validator(schema as object, '2020-12', false).validate(value).errors;
  } catch (error) {
    // A schema with a dangling reference can't judge anything.
    return [`The schema cannot be used: ${error instanceof Error ? error.message : String(error)}`];
  }
  const leaves = errors.filter((unit) => !/^(properties|items|allOf|anyOf|oneOf|\$ref)$/.test(unit.keyword));
  return (leaves.length > 0 ? leaves : errors)
    .slice(0, maxProblems)
    .map((unit) => `${unit.instanceLocation}: ${unit.error}`);
}
