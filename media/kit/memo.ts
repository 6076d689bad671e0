import { Component, type ComponentType, createElement, type FunctionComponent } from 'preact';

/** The component, drawn again only if one of its props has changed. */
export function memo<Props extends object>(draw: FunctionComponent<Props>): ComponentType<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      const names = Object.keys(next) as (keyof Props)[];
      return names.some((name) => next[name] !== this.props[name as keyof typeof this.props]);
    }

    override render() {
      return createElement(draw, this.props);
    }
  };
}
