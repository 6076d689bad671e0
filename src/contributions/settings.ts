/**
 * `contributes.configuration`, made from the schemas that read the settings. Texts are `config.<name>` in
 * package.nls.json, and `config.<name>.<value>` for each value of an enum.
 */
import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { altRules } from '../core/altText/findings';
import { severities } from '../core/altText/rules';
import { lookUp } from '../core/lookUp';
import { offlineProviderId } from '../core/providers/offline';
import { editorProviderId } from '../core/providers/vendorBasics';
import { rowSetting, vendors } from '../core/providers/vendors';
import { type Setting, settingSections } from '../core/settings';

/** A JSON Schema as VS Code accepts it, with `markdownDescription` and the like. */
type Schema = JsonSchema & { readonly enumDescriptions?: readonly string[] };

/** What the schemas can't say: for them these are only tables, whose rows are read one by one. */
const closer: Readonly<Record<string, (schema: Schema) => object>> = {
  provider: () => ({
    examples: ['auto', ...vendors.map(({ id }) => id), editorProviderId, offlineProviderId],
  }),
  providers: () => ({ additionalProperties: withTexts(schemaOf(rowSetting), 'config.providers') }),
  tasks: ({ additionalProperties: row }) => ({
    additionalProperties: { ...withTexts(row as Schema, 'config.tasks'), required: ['prompt'] },
  }),
  'altText.rules': () => {
    const key = 'config.altText.rules';
    const severity = withTexts({ type: 'string', enum: [...severities] }, key);
    const rules = Object.fromEntries(altRules.map((rule) => [rule, { ...severity, description: `%${key}.${rule}%` }]));
    return {
      properties: rules,
      additionalProperties: { type: 'object', properties: rules, additionalProperties: false },
    };
  },
  'altText.language': () => ({ examples: ['document', 'en', 'de', 'fr', 'ja'] }),
};

const sections: Readonly<Record<string, Readonly<Record<string, Setting>>>> = settingSections;

/** Sections and their settings in the order of the table. */
export const configuration = Object.entries(sections).map(([section, settings], at) => ({
  title: `%config.title.${section}%`,
  order: at + 1,
  properties: Object.fromEntries(
    Object.entries(settings).map(([name, { schema, fallback, scope = 'application' }], order) => {
      const key = `config.${name}`;
      const plain = withTexts(schemaOf(schema), key);
      const more = lookUp(closer, name)?.(plain);
      const described = { scope, markdownDescription: `%${key}%`, order: order + 1 };
      return [`sightread.${name}`, { ...plain, ...more, default: fallback, ...described }];
    }),
  ),
}));

/** In a workspace that isn't trusted, these settings are ignored. */
export const restrictedConfigurations = configuration.flatMap(({ properties }) => Object.keys(properties));

function schemaOf(schema: GenericSchema): Schema {
  const { $schema: _, ...made } = toJsonSchema(schema, {
    typeMode: 'input',
    // Checks that JSON Schema can't express; the product makes them, and the log says what failed.
    ignoreActions: ['check', 'trim'],
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
      valibotSchema.type === 'union' ? oneType(jsonSchema) : tidy(jsonSchema),
  });
  return made;
}

/** A choice between strings is a string: the settings editor shows a box for it. */
function oneType(schema: JsonSchema): JsonSchema {
  const isText = schema.anyOf?.every(
    (one) => typeof one === 'object' && (one.type === 'string' || typeof one.const === 'string'),
  );
  return isText ? { type: 'string' } : schema;
}

/** Without anything that says nothing, or that the settings editor has no form for. */
function tidy({ propertyNames: _, required, ...schema }: JsonSchema): JsonSchema {
  return required?.length ? { ...schema, required } : schema;
}

/** An enum with a text for each value, and an object with one for each property, by their names below `key`. */
function withTexts(schema: Schema, key: string): Schema {
  const { enum: values, properties } = schema;
  return {
    ...schema,
    ...(values && { enumDescriptions: values.map((value) => `%${key}.${value}%`) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, one]) => [
          name,
          { ...withTexts(one as Schema, `${key}.${name}`), description: `%${key}.${name}%` },
        ]),
      ),
    }),
  };
}
