import * as v from 'valibot';
import { object, record } from '../core/objectSchemas';
import type { ToolDefinition } from '../core/providers/types';
import { UsageError } from './args';
import { readJsonFile } from './jsonFile';

const definition = object({
  // What all providers accept (OpenAI, Anthropic, and Gemini API references, read 2026-11-22).
  name: v.pipe(v.string(), v.regex(/^[a-zA-Z_][\w-]{0,63}$/)),
  description: v.optional(v.string(), ''),
  parameters: v.optional(record(v.string(), v.unknown()), { type: 'object', properties: {} }),
});

/** On its own, or as chat completions wrap it. */
const entries = v.pipe(
  v.array(
    v.union([
      definition,
      v.pipe(
        object({ type: v.literal('function'), function: definition }),
        v.transform((entry) => entry.function),
      ),
    ]),
  ),
  v.minLength(1),
);

/** The functions that the user declares in a JSON file: `[{name, description, parameters}]`. Throws `UsageError`. */
export async function readToolFile(path: string): Promise<readonly ToolDefinition[]> {
  const read = v.safeParse(entries, await readJsonFile('tools', path));
  if (!read.success) {
    throw new UsageError(
      `--tools: ${path} must contain a JSON array of functions, each with name, description and parameters (JSON Schema)`,
    );
  }
  return read.output;
}
