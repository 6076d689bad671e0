import * as vscode from 'vscode';
import { toCsv } from '../../core/csv';
import { inertMarkdown } from '../../core/inert';
import type { Editors } from '../editors';
import { formats } from '../format';
import { registerCommand, sayInfo } from '../say';
import type { UsageLedger, UsageRecord } from '../session/usageLedger';

const { l10n } = vscode;

/** A document with this scheme is the current usage; it's read-only and never needs saving. */
const scheme = 'sightread-usage';

/** Show Usage: tables by day and by provider as a Markdown preview; Open as CSV from its notification. */
export function registerUsageSupport(
  ledger: UsageLedger,
  editors: Editors,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const uri = vscode.Uri.from({ scheme, path: `/${l10n.t('Sightread Usage')}.md` });
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const show = async () => {
    const records = ledger.all();
    if (records.length === 0) {
      void sayInfo(l10n.t('Nothing used yet. The offline engine doesn’t use tokens.'));
      return;
    }
    changed.fire(uri);
    // The editor's own Markdown extension can be disabled.
    const canRender = vscode.extensions.getExtension('vscode.markdown-language-features') !== undefined;
    await vscode.commands.executeCommand(canRender ? 'markdown.showPreview' : 'vscode.open', uri);
    const csv = l10n.t('Open as CSV');
    const clear = l10n.t('Clear');
    const answer = await sayInfo(l10n.t('Usage is stored only on this machine.'), csv, clear);
    if (answer === csv) {
      await editors.openDocument(usageCsv(records), 'csv');
    } else if (answer === clear) {
      await ledger.clear();
      changed.fire(uri);
    }
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => usageDocument(ledger.all()),
    }),
    registerCommand('sightread.showUsage', log, show),
  );
}

interface Sum {
  readonly requests: number;
  readonly input: number;
  readonly output: number;
  readonly usd: number;
  readonly unknownCost: number;
}

function usageDocument(records: readonly UsageRecord[]): string {
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short' });
  const byDay = group(records, (record) => day.format(record.at));
  const byProvider = group(records, (record) => `${record.provider} · ${record.model}`);
  const most = Math.max(...[...byDay.values()].map((sum) => sum.input + sum.output), 1);
  const chart = [...byDay].map(([name, sum]) => {
    const bar = '█'.repeat(Math.max(1, Math.round(((sum.input + sum.output) / most) * 30)));
    return `${name}  ${bar} ${formats().number(sum.input + sum.output)}`;
  });
  return [
    `# ${l10n.t('Sightread Usage')}`,
    '',
    l10n.t(
      'Costs are what the provider billed, if it reports that. Otherwise, they’re calculated from dated price lists.',
    ),
    '',
    `## ${l10n.t('By provider and model')}`,
    '',
    ...table(l10n.t('Model'), byProvider),
    '',
    `## ${l10n.t('By day')}`,
    '',
    ...table(l10n.t('Day'), byDay),
    '',
    '```text',
    ...chart,
    '```',
    '',
  ].join('\n');
}

function group(records: readonly UsageRecord[], keyOf: (record: UsageRecord) => string): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const record of records) {
    const sum = sums.get(keyOf(record)) ?? { requests: 0, input: 0, output: 0, usd: 0, unknownCost: 0 };
    sums.set(keyOf(record), {
      requests: sum.requests + 1,
      input: sum.input + (record.inputTokens ?? 0),
      output: sum.output + (record.outputTokens ?? 0),
      usd: sum.usd + (record.costUsd ?? 0),
      unknownCost: sum.unknownCost + (record.costUsd === undefined ? 1 : 0),
    });
  }
  return sums;
}

function table(first: string, sums: ReadonlyMap<string, Sum>): string[] {
  const format = formats();
  const head = [first, l10n.t('Requests'), l10n.t('Input tokens'), l10n.t('Output tokens'), l10n.t('Cost')];
  const rows = [...sums].map(([name, sum]) => {
    const unknown = sum.unknownCost > 0 ? ` (${l10n.t('{0} with unknown cost', sum.unknownCost)})` : '';
    return [
      inertMarkdown(name),
      format.number(sum.requests),
      format.number(sum.input),
      format.number(sum.output),
      format.usd(sum.usd) + unknown,
    ];
  });
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), '| --- | ---: | ---: | ---: | ---: |', ...rows.map(line)];
}

function usageCsv(records: readonly UsageRecord[]): string {
  const rows = records.map((record) => [
    new Date(record.at).toISOString(),
    record.provider,
    record.model,
    record.inputTokens,
    record.outputTokens,
    record.costUsd,
    record.costBasis,
  ]);
  const head = ['time', 'provider', 'model', 'input_tokens', 'output_tokens', 'cost_usd', 'cost_basis'];
  return `${toCsv([head, ...rows]).text}\n`;
}
