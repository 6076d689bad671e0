import type { UsageGroupView, UsageView } from '../../../src/protocol/view';
import { element, setText } from '../../kit/dom';
import { createCodeBlock } from '../markdown/code';
import type { ViewContext } from './context';
import { keptDetails } from './details';

export interface UsageBox {
  readonly node: HTMLElement;
  readonly update: (usage: UsageView | undefined) => void;
}

/** Usage of a turn or of the conversation: one line, behind it every number, behind that the raw object. */
export function createUsageBox(key: string, label: string, headingLevel: 'h2' | 'h3', context: ViewContext): UsageBox {
  const summary = element('span');
  const groups = element('div', { class: 'usageGroups' });
  const raw = element('div');
  const rawDetails = keptDetails(
    `${key}:raw`,
    'rawUsage',
    element('span', {}, context.strings.rawUsage),
    context.state,
    raw,
  );
  const line = element('span', {}, element('span', { class: 'hiddenText' }, `${label}: `), summary);
  const node = keptDetails(key, 'usage', line, context.state, groups, rawDetails);
  let shown = '';

  return {
    node,
    update: (usage) => {
      node.hidden = usage === undefined;
      const next = JSON.stringify(usage);
      if (usage === undefined || next === shown) {
        return;
      }
      shown = next;
      setText(summary, usage.summary);
      groups.replaceChildren(...usage.groups.map((group) => groupNode(group, headingLevel)));
      rawDetails.hidden = usage.raw === undefined;
      const copyText = (text: string) => context.post({ type: 'copyText', text });
      const markdown = { strings: context.strings, copyText, openLink: () => {} };
      raw.replaceChildren(...(usage.raw === undefined ? [] : [createCodeBlock('json', usage.raw, markdown).node]));
    },
  };
}

function groupNode(group: UsageGroupView, headingLevel: 'h2' | 'h3'): HTMLElement {
  const list = element('dl');
  for (const row of group.rows) {
    list.append(
      element('dt', { dir: 'auto' }, row.label),
      element('dd', { dir: 'auto' }, row.value, row.hint && element('span', { class: 'hint' }, row.hint)),
    );
  }
  return element('section', {}, element(headingLevel, { class: 'groupTitle' }, group.title), list);
}
