/** Valibot's schemas of objects, without lists: its own take one as an object with its indexes as names. */
import * as v from 'valibot';

export const object = <E extends v.ObjectEntries>(entries: E) => withoutLists(v.object(entries));

export const looseObject = <E extends v.ObjectEntries>(entries: E) => withoutLists(v.looseObject(entries));

export const record = <K extends v.GenericSchema<string, string>, V extends v.GenericSchema>(key: K, value: V) =>
  withoutLists(v.record(key, value));

function withoutLists<S extends v.GenericSchema>(schema: S): S {
  return {
    ...schema,
    '~run': (dataset, config) => schema['~run'](Array.isArray(dataset.value) ? { value: undefined } : dataset, config),
  };
}
