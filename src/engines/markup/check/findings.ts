/** What is wrong with a document's alt text, found without a model. */
import {
  type AltRule,
  altLength,
  type Finding,
  type FindingKey,
  type FindingOptions,
  guidance,
  onlyContentOfLink,
  placer,
  type Severity,
  wcag,
} from '../../../core/altText/findings';
import { defaultMaxLength, type ImageReference } from '../../../core/altText/types';
import { hasRedundantPrefix, isPlaceholder, isVague, looksLikeFileName } from '../../../core/altText/wording';
import { repeatsPlace } from '../../../core/altText/wordingFlaw';

const severities: Readonly<Record<AltRule, Severity>> = {
  missing: 'warning',
  filename: 'warning',
  placeholder: 'warning',
  vague: 'info',
  repeated: 'info',
  'too-long': 'info',
  stale: 'info',
};

/** What a finding says, in English; `{0}` stands for the first of its `args`. */
const findingMessages: Readonly<Record<FindingKey, string>> = {
  missing: 'The image has no alt text.',
  linkWithoutName:
    'This image is the only content of a link or button, so its alt text must say where it goes or what it does.',
  placeholder: 'The alt text is a placeholder.',
  filename: 'The alt text is a file name: {0}',
  vague: 'The alt text doesn’t say what the image shows: {0}',
  redundantStart: 'Screen readers already announce an image, so remove the first words of the alt text.',
  repeated: 'The alt text repeats the text beside the image: {0}',
  tooLong: 'The alt text has {0} characters; the limit is {1}.',
  stale: 'The image changed after its alt text was written.',
};

interface Complaint {
  readonly key: FindingKey;
  readonly args?: readonly string[];
  readonly guidance?: string;
}

type Check = (reference: ImageReference, alt: string, options: FindingOptions) => Complaint | undefined;

/** In this order: among the rules that judge the wording, only the first that applies is reported. */
const wordingChecks: readonly (readonly [AltRule, Check])[] = [
  ['placeholder', (_reference, alt) => (isPlaceholder(alt) ? { key: 'placeholder' } : undefined)],
  [
    'filename',
    (reference, alt) =>
      looksLikeFileName(alt, reference.src.value ?? reference.src.module ?? '')
        ? { key: 'filename', args: [alt] }
        : undefined,
  ],
  [
    'vague',
    (_reference, alt) =>
      isVague(alt) ? { key: 'vague', args: [alt] } : hasRedundantPrefix(alt) ? { key: 'redundantStart' } : undefined,
  ],
  ['repeated', repeated],
];

/** Every finding of a document, in its order. `text` is the document that `references` were found in. */
export function findFindings(
  text: string,
  references: readonly ImageReference[],
  options: FindingOptions = {},
): readonly Finding[] {
  const findings: Finding[] = [];
  const place = placer(text);
  const add = (reference: ImageReference, rule: AltRule, complaint: Complaint | undefined): boolean => {
    const severity = options.rules?.[rule] ?? severities[rule];
    if (!complaint || severity === 'off') {
      return false;
    }
    const { alt } = reference;
    const inAlt = rule !== 'missing' && rule !== 'stale' && alt.end > alt.start;
    const start = inAlt ? alt.start : reference.start;
    const end = inAlt ? alt.end : reference.end;
    const [line, column] = place(start);
    const [endLine, endColumn] = place(end);
    findings.push({
      rule,
      severity,
      key: complaint.key,
      message: (complaint.args ?? []).reduce(
        (said, one, at) => said.replace(`{${at}}`, () => one),
        findingMessages[complaint.key],
      ),
      args: complaint.args ?? [],
      guidance: complaint.guidance ?? guidance[rule],
      image: reference.index,
      src: reference.src.value ?? reference.src.module ?? reference.src.raw,
      start,
      end,
      line,
      column,
      endLine,
      endColumn,
    });
    return true;
  };
  for (const reference of references) {
    if (reference.alt.dynamic) {
      continue;
    }
    const alt = reference.alt.value;
    add(reference, 'missing', missing(reference, options));
    if (alt?.trim()) {
      wordingChecks.some(([rule, check]) => add(reference, rule, check(reference, alt, options)));
      add(reference, 'too-long', tooLong(alt, options.maxLength ?? defaultMaxLength));
      if (options.stale?.has(reference.index)) {
        add(reference, 'stale', { key: 'stale' });
      }
    }
  }
  return findings;
}

function missing(reference: ImageReference, options: FindingOptions): Complaint | undefined {
  if (reference.exempt || reference.spread) {
    return undefined;
  }
  const { value } = reference.alt;
  if (value === undefined) {
    return { key: 'missing' };
  }
  if (value.trim() !== '') {
    return undefined;
  }
  if (onlyContentOfLink(reference)) {
    return {
      key: 'linkWithoutName',
      guidance: `${wcag}/Techniques/failures/F89`,
    };
  }
  const bare = reference.format === 'markdown' && !options.emptyIsDecorative;
  return bare ? { key: 'missing' } : undefined;
}

function tooLong(alt: string, maxLength: number): Complaint | undefined {
  if (alt.length <= maxLength) {
    return undefined;
  }
  const length = altLength(alt);
  return length <= maxLength ? undefined : { key: 'tooLong', args: [String(length), String(maxLength)] };
}

/** A screen reader reads the alt text and the text beside it: once is enough. Short words can repeat by chance. */
function repeated(reference: ImageReference, alt: string): Complaint | undefined {
  // Quarto's caption that stands in for missing alt text doesn't repeat anything.
  const isThere = reference.alt.start < reference.alt.end;
  return isThere && repeatsPlace(reference, alt) ? { key: 'repeated', args: [alt] } : undefined;
}
