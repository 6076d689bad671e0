import { ProviderError } from './errors';
import type { Provider } from './types';
import { compatibleImage } from './vendorBasics';
import { vendors } from './vendors';

/**
 * Stands in for a provider whose settings are invalid, so that no other one answers in its place. Every question ends
 * in `badSetting` with the problems, each in words.
 */
export function createUnusableProvider(id: string, problems: readonly string[]): Provider {
  const refuse = () => {
    throw new ProviderError('badSetting', problems.join('; '));
  };
  return {
    id,
    label: vendors.find((vendor) => vendor.id === id)?.label ?? id,
    destination: { kind: 'nowhere' },
    vendor: undefined,
    limits: compatibleImage,
    // biome-ignore lint/correctness/useYield: it never gets as far as an answer.
    stream: async function* () {
      refuse();
    },
    listModels: async () => refuse(),
  };
}
