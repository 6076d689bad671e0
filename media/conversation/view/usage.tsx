import { Fragment } from 'preact';
import type { UsageGroupView, UsageView } from '../../../src/protocol/view';
import { memo } from '../../kit/memo';
import { CodeBlock } from '../markdown/code';
import { usePanel } from './context';
import { KeptDetails } from './details';

interface UsageProps {
  /** The key under which its open state is kept. */
  readonly id: string;
  readonly class: string;
  readonly label: string;
  readonly heading: 'h2' | 'h3';
  readonly usage: UsageView | undefined;
}

/** Usage of a turn or of the conversation: one line, with every number inside, and inside that the raw object. */
export const Usage = memo(({ id, label, heading, usage, ...rest }: UsageProps) => {
  const { strings } = usePanel();
  const summary = (
    <span>
      <span class="hiddenText">{label}: </span>
      <span>{usage?.summary}</span>
    </span>
  );
  return (
    <KeptDetails id={id} class={rest.class} summary={summary} hidden={usage === undefined}>
      <div class="usageGroups">
        {usage?.groups.map((group) => (
          <UsageGroup key={group.title} group={group} heading={heading} />
        ))}
      </div>
      <KeptDetails
        id={`${id}:raw`}
        class="rawUsage"
        summary={<span>{strings.rawUsage}</span>}
        hidden={usage?.raw === undefined}
      >
        {usage?.raw !== undefined && <CodeBlock language="json" text={usage.raw} />}
      </KeptDetails>
    </KeptDetails>
  );
});

interface UsageGroupProps {
  readonly group: UsageGroupView;
  readonly heading: 'h2' | 'h3';
}

function UsageGroup({ group: { title, rows }, heading: Heading }: UsageGroupProps) {
  return (
    <section>
      <Heading class="groupTitle">{title}</Heading>
      <dl>
        {rows.map(({ label, value, hint }) => (
          <Fragment key={label}>
            <dt dir="auto">{label}</dt>
            <dd dir="auto">
              {value}
              {hint && <span class="hint">{hint}</span>}
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
