/** One job of the markup engine, on any thread. */
import { markupLanguage } from '../../core/altText/languages';
import { readRules, rulesFor } from '../../core/altText/rules';
import type { MarkupLanguage } from '../../core/altText/types';
import { firstFindings, imagesNear } from './check/bounded';
import { findFindings } from './check/findings';
import { schemaProblems } from './check/schema';
import { findFault } from './check/syntax';
import { readMarkdown } from './edit/markdownReading';
import { nearestEdits } from './edit/nearestEdits';
import { readRst } from './edit/rstReading';
import type { ReadAgain } from './edit/secondReading';
import type { MarkupJob, MarkupResults } from './messages';
import { parseDocument } from './read/parse';

/** Languages with more structure than our own parsers know. */
const readers: Readonly<Partial<Record<MarkupLanguage, ReadAgain>>> = {
  markdown: async (text) => [readMarkdown(text, false)],
  quarto: async (text) => [readMarkdown(text, true)],
  rst: async (text) => [readRst(text)],
  asciidoc: async (text) => (await import('./edit/asciidocReading')).readAsciidoc(text),
};

/** Does a job; pure except for the memory of Markdown's pieces. Rejects if a parser throws. */
export async function runMarkup(job: MarkupJob): Promise<MarkupResults[MarkupJob['kind']]> {
  if (job.kind === 'edit') {
    const { text, languageId, changes } = job;
    const read = readers[markupLanguage(languageId) ?? 'html'];
    return nearestEdits(text, languageId, changes, read);
  }
  if (job.kind === 'rules') {
    const rules = readRules(job.written);
    return { rules: rulesFor(rules, job.path), problems: rules.problems };
  }
  if (job.kind === 'schema') {
    return schemaProblems(job.value, job.schema);
  }
  if (job.kind === 'fault') {
    return findFault(job.text, job.languageId);
  }
  const { references, error } = parseDocument(job.text, job.languageId);
  const failure = error === undefined ? {} : { error };
  const { length } = references;
  if (job.kind === 'find') {
    const near = job.near === undefined ? references : imagesNear(references, job.near);
    const leftOut = length - near.length;
    return { references: near, ...(leftOut > 0 && { leftOut }), ...failure };
  }
  if (!job.isBounded) {
    return { findings: findFindings(job.text, references, job.options), images: length, ...failure };
  }
  const first = imagesNear(references, 0);
  const all = findFindings(job.text, first, job.options);
  const findings = firstFindings(all);
  const leftOut = { images: length - first.length, findings: all.length - findings.length };
  return { findings, images: length, ...(leftOut.images + leftOut.findings > 0 && { leftOut }), ...failure };
}
