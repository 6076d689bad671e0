/** One job of the markup engine, on whichever thread. */
import { altEdits } from '../../core/altText/edit';
import { findFindings } from '../../core/altText/findings';
import type { MarkupJob, MarkupResults } from './messages';
import { parseDocument } from './parse';
import { findFault } from './syntax';

/** Does a job; pure but for the memory of Markdown's pieces. */
export function runMarkup(job: MarkupJob): MarkupResults[MarkupJob['kind']] {
  if (job.kind === 'edit') {
    return altEdits(job.text, job.languageId, job.changes, parseDocument);
  }
  if (job.kind === 'fault') {
    return findFault(job.text, job.languageId);
  }
  const { references, error } = parseDocument(job.text, job.languageId);
  const failure = error === undefined ? {} : { error };
  return job.kind === 'find'
    ? { references, ...failure }
    : { findings: findFindings(job.text, references, job.options), images: references.length, ...failure };
}
