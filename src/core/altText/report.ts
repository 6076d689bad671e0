/** Findings in many files, in the forms that people and machines read. */
import { inert } from '../inert';
import { printableLine } from '../printable';
import { type AltRule, altRules, type Finding, guidance, type Severity } from './findings';

export interface FileFindings {
  /** With `/`, relative to the working directory. */
  readonly file: string;
  readonly findings: readonly Finding[];
}

export type ReportFormat = 'pretty' | 'json' | 'sarif' | 'github';

export const reportFormats: readonly ReportFormat[] = ['pretty', 'json', 'sarif', 'github'];

/** The report as text, with a final line break. */
export function reportFindings(files: readonly FileFindings[], format: ReportFormat, version: string): string {
  const all = files.filter((one) => one.findings.length > 0);
  switch (format) {
    case 'pretty':
      return pretty(files, all);
    case 'json':
      return `${JSON.stringify(
        all.flatMap(({ file, findings }) =>
          findings.map(({ line, column, rule, message, src }) => ({ file, line, column, rule, message, image: src })),
        ),
        null,
        2,
      )}\n`;
    case 'sarif':
      return `${JSON.stringify(sarif(all, version), null, 2)}\n`;
    case 'github':
      return all.map(({ file, findings }) => findings.map((finding) => annotation(file, finding)).join('')).join('');
  }
}

function pretty(files: readonly FileFindings[], all: readonly FileFindings[]): string {
  const count = all.reduce((sum, one) => sum + one.findings.length, 0);
  const place = ({ line, column }: Finding) => `${line}:${column}`;
  const widest = Math.max(0, ...all.flatMap(({ findings }) => findings.map((one) => place(one).length)));
  const lines = all.flatMap(({ file, findings }) => [
    printableLine(file),
    ...findings.map((one) => `  ${place(one).padEnd(widest)}  ${one.rule.padEnd(11)}  ${printableLine(one.message)}`),
    '',
  ]);
  const clean = count > 0 && all.length < files.length;
  const read = files.length === 1 ? '1 file' : `${clean ? `${all.length} of ` : ''}${files.length} files`;
  const found = count === 0 ? 'No findings' : count === 1 ? '1 finding' : `${count} findings`;
  return `${[...lines, `${found} in ${read}.`].join('\n')}\n`;
}

/** GitHub Docs, "Workflow commands for GitHub Actions": values are escaped, and properties even more. */
function annotation(file: string, { severity, rule, message, line, column, endLine, endColumn }: Finding): string {
  const level = severity === 'info' ? 'notice' : severity;
  const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const end = endLine === line ? `,endColumn=${endColumn}` : `,endLine=${endLine}`;
  return `::${level} file=${property(file)},line=${line},col=${column}${end},title=${property(`alt text: ${rule}`)}::${data(message)}\n`;
}

/**
 * Plain text in SARIF (3.11.5, 3.11.6) can contain links, `[label](address)`, and placeholders, `{0}`: here it contains
 * none.
 */
const sarifText = (text: string) => inert(text).replaceAll('{', '{{').replaceAll('}', '}}');

/** SARIF 2.1.0, OASIS Standard of 2020-03-27, as far as code scanning reads it. */
function sarif(files: readonly FileFindings[], version: string): Record<string, unknown> {
  const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Sightread',
            semanticVersion: version,
            rules: altRules.map((rule: AltRule) => ({
              id: rule,
              shortDescription: { text: `Alt text: ${rule}` },
              helpUri: guidance[rule],
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: files.flatMap(({ file, findings }) =>
          findings.map(({ rule, severity, message, line, column, endLine, endColumn }) => ({
            ruleId: rule,
            ruleIndex: altRules.indexOf(rule),
            level: levels[severity],
            message: { text: sarifText(message) },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') },
                  region: { startLine: line, startColumn: column, endLine, endColumn },
                },
              },
            ],
          })),
        ),
      },
    ],
  };
}
