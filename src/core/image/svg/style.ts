/** Which parts of a drawing are seen, and in which colours: presentation attributes, style attributes, simple style sheets. */

/** Attributes of an element, without namespaces' prefixes. */
export type Attributes = Readonly<Record<string, string | undefined>>;

export interface Paint {
  readonly fill: string;
  readonly stroke: string;
  readonly strokeWidth: number;
  /** User units. */
  readonly fontSize: number;
  /** `visibility`: a child may be seen in a parent that is not. */
  readonly visible: boolean;
}

export const plainPaint: Paint = { fill: 'black', stroke: 'none', strokeWidth: 1, fontSize: 16, visible: true };

/** A rule that takes something from sight: what its last simple selector asks for, and its declarations. */
interface HidingRule {
  readonly element?: string;
  readonly classes: readonly string[];
  readonly id?: string;
  readonly declarations: Attributes;
}

const painting = ['display', 'visibility', 'opacity', 'fill', 'fill-opacity', 'stroke', 'stroke-width', 'font-size'];
/** These may take anything from sight; how is not followed. */
const cutting = ['clip-path', 'mask', 'filter'];
const watched = [...painting, ...cutting];
/** More rules are not followed, nor more classes of one selector. */
const mostRules = 50;
const mostClasses = 10;

/** `a: b; c: d` as attributes. */
function declarationsOf(style: string): Attributes {
  const found: Record<string, string> = {};
  for (const one of style.split(';')) {
    const colon = one.indexOf(':');
    const name = one.slice(0, Math.max(0, colon)).trim().toLowerCase();
    const [value = ''] = one.slice(colon + 1).split('!');
    if (watched.includes(name)) {
      found[name] = value.trim().toLowerCase();
    } else if (name === 'transform') {
      // Where it moves what it is set on is not followed.
      found.filter = name;
    } else if (name === 'font') {
      found['font-size'] = /(?:^|\s)[\d.]{1,10}(?:px|pt|em|rem|%|\/)/.exec(value)?.[0].trim() ?? '0';
    }
  }
  return found;
}

/**
 * The rules of a style sheet by which something could be out of sight. A selector counts by its last part alone, and what is
 * not understood of that fits everything: too much is taken to be hidden rather than too little. Throws `RangeError` when there
 * are too many.
 */
export function hidingRules(sheet: string, before: readonly HidingRule[] = []): HidingRule[] {
  const rules = [...before];
  for (const block of withoutComments(sheet).split('}')) {
    const brace = block.lastIndexOf('{');
    const declarations = declarationsOf(block.slice(brace + 1));
    if (brace < 0 || !hides(declarations)) {
      continue;
    }
    const selectors = block.slice(block.lastIndexOf('{', brace - 1) + 1, brace);
    for (const selector of selectors.split(',')) {
      const last =
        selector
          .trim()
          .split(/[\s>+~]/)
          .at(-1) ?? '';
      const [simple = ''] = last.split(/[:[]/);
      const element = /^[a-z]\w*/i.exec(simple)?.[0];
      const id = /#([\w-]+)/.exec(simple)?.[1];
      const classes = simple
        .split('.')
        .slice(1, mostClasses + 1)
        .map((one) => one.split('#')[0] ?? '');
      if (rules.length === mostRules) {
        throw new RangeError('too many rules');
      }
      rules.push({ ...(element && { element }), ...(id && { id }), classes, declarations });
    }
  }
  return rules;
}

/** A comment that does not end takes the rest. */
function withoutComments(sheet: string): string {
  const [first = '', ...comments] = sheet.split('/*');
  const after = (part: string) => (part.includes('*/') ? part.slice(part.indexOf('*/') + 2) : '');
  return [first, ...comments.map(after)].join(' ');
}

const hides = (declarations: Attributes) =>
  declarations.display === 'none' ||
  isHidden(declarations.visibility) ||
  isNothing(declarations.opacity) ||
  isNothing(declarations['fill-opacity']) ||
  isNothing(declarations['font-size']) ||
  isUnseen(declarations.fill) ||
  cutting.some((name) => name in declarations);

const isHidden = (value: string | undefined) => value === 'hidden' || value === 'collapse';
/** So little that nobody sees it. */
const isNothing = (value: string | undefined) => value !== undefined && Number.parseFloat(value) < 0.05;
/** Whether a colour is none. */
export const isUnseen = (color: string | undefined) => color === 'none' || color === 'transparent';

/** What the style sheet may hide of an element, laid over its own attributes. */
export function styleOf(element: string, attributes: Attributes, rules: readonly HidingRule[]): Attributes {
  const classes = (attributes.class ?? '').slice(0, 2000).split(/\s/);
  const found: Record<string, string | undefined> = {};
  for (const name of watched) {
    found[name] = attributes[name]?.trim().toLowerCase();
  }
  for (const rule of rules) {
    const fits =
      (rule.element === undefined || rule.element === element) &&
      (rule.id === undefined || rule.id === attributes.id) &&
      rule.classes.every((one) => classes.includes(one));
    if (fits) {
      Object.assign(found, rule.declarations);
    }
  }
  return Object.assign(found, declarationsOf(attributes.style ?? ''));
}

/** Undefined when the element, and all that is in it, is not drawn or is cut by something that is not followed here. */
export function paintOf(style: Attributes, parent: Paint): Paint | undefined {
  const cut = cutting.map((name) => style[name]).some((one) => one !== undefined && one !== 'none');
  if (style.display === 'none' || isNothing(style.opacity) || cut) {
    return undefined;
  }
  const fill = isNothing(style['fill-opacity']) ? 'none' : (style.fill ?? parent.fill);
  const visibility = style.visibility;
  return {
    fill,
    stroke: style.stroke ?? parent.stroke,
    strokeWidth: finite(style['stroke-width']) ?? parent.strokeWidth,
    fontSize: fontSize(style['font-size'], parent.fontSize),
    visible: visibility === undefined || visibility === 'inherit' ? parent.visible : !isHidden(visibility),
  };
}

const perUnit: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
};

function fontSize(value: string | undefined, inherited: number): number {
  const size = finite(value);
  if (size === undefined) {
    return inherited;
  }
  const unit = /[a-z%]{0,3}$/i.exec(value?.slice(-3) ?? '')?.[0].toLowerCase() ?? '';
  const relative: Readonly<Record<string, number>> = { em: inherited, rem: 16, '%': inherited / 100 };
  return size * (relative[unit] ?? perUnit[unit] ?? 1);
}

/** The number that a text begins with. */
export function finite(value: string | undefined): number | undefined {
  const number = Number.parseFloat(value ?? '');
  return Number.isFinite(number) ? number : undefined;
}
