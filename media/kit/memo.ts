import { Component, type ComponentType, createElement, type FunctionComponent } from 'preact';

/** The component, drawn again only if its props have changed. */
export function memo<Props extends object>(
  draw: FunctionComponent<Props>,
  isSame: (before: Props, after: Props) => boolean = areSame,
): ComponentType<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      return !isSame(this.props, next);
    }

    override render() {
      return createElement(draw, this.props);
    }
  };
}

function areSame<Props extends object>(before: Props, after: Props): boolean {
  return (Object.keys(after) as (keyof Props)[]).every((name) => after[name] === before[name]);
}
