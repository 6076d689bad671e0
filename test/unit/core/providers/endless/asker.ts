// A process that asks one question and reports how it ended and what it used: `asker.js TRANSPORT DIALECT URL DIST`.
import { ProviderError } from '../../../../../src/core/providers/errors';
import { createFetchTransport } from '../../../../../src/core/providers/fetchTransport';
import { createHttpProvider } from '../../../../../src/core/providers/httpProvider';
import { resolveVendor } from '../../../../../src/core/providers/vendors';
import { loadNetworkEngine } from '../../../../../src/engines/network/client';
import { calibrate, watchTurns } from '../../../hostile/turns';

/** What the process prints. */
export interface Asked {
  readonly reason: string;
  readonly message: string;
  readonly text: number;
  readonly calls: number;
  /** The maximum memory that the process used, MB. */
  readonly peakMb: number;
  /** Milliseconds of work in the longest turn of its event loop. */
  readonly longestTurn: number;
  readonly calibration: number;
}

async function main([transportName, dialect, baseUrl, dist]: readonly string[]): Promise<void> {
  const resolved = resolveVendor('work', { baseUrl, api: dialect });
  if (!('vendor' in resolved)) {
    throw new Error(resolved.problems.join('; '));
  }
  const transport =
    transportName === 'fetch'
      ? createFetchTransport((...args) => globalThis.fetch(...args))
      : loadNetworkEngine(dist ?? '').createTransport({ local: true });
  const provider = createHttpProvider(resolved.vendor, { transport, key: async () => 'sk-1' });
  const turns = watchTurns();
  let text = 0;
  let calls = 0;
  let error: unknown;
  const parts = [{ kind: 'text', text: 'Describe.' }] as const;
  const request = {
    model: 'm',
    maxOutputTokens: 100,
    reasoning: 'default',
    messages: [{ role: 'user', parts }],
  } as const;
  try {
    for await (const event of provider.stream(request, new AbortController().signal)) {
      text += event.type === 'text' ? event.text.length : 0;
      calls += event.type === 'toolCall' ? 1 : 0;
    }
  } catch (cause) {
    error = cause;
  }
  const longestTurn = turns();
  const asked: Asked = {
    reason: error instanceof ProviderError ? error.reason : String(error),
    message: error instanceof Error ? error.message : '',
    text,
    calls,
    peakMb: process.resourceUsage().maxRSS / 1024,
    longestTurn,
    calibration: calibrate(),
  };
  process.stdout.write(JSON.stringify(asked), () => process.exit());
}

void main(process.argv.slice(2));
