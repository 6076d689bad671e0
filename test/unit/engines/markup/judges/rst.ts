import { spawnSync } from 'node:child_process';

export interface RstPage {
  readonly images: readonly { readonly src: string; readonly alt: string | null }[];
  /** Nodes and words, in order, without the alt text. */
  readonly rest: readonly string[];
}

const program = `
import sys, json, docutils.core, docutils.nodes as nodes
def read(text):
    quiet = {'report_level': 5, 'halt_level': 5, 'file_insertion_enabled': False, '_disable_config': True}
    images, rest = [], []
    for node in docutils.core.publish_doctree(text, settings_overrides=quiet).traverse():
        rest.append(str(node) if isinstance(node, nodes.Text) else node.tagname)
        if isinstance(node, nodes.image):
            images.append({'src': node['uri'], 'alt': node.get('alt')})
            rest.append(json.dumps({key: value for key, value in node.attributes.items() if key != 'alt'}))
    return {'images': images, 'rest': rest}
print(json.dumps([read(text) for text in json.load(sys.stdin)]))
`;

/** Docutils' result for documents; one process for all. */
export function judgeRst(texts: readonly string[]): readonly RstPage[] {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', program], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout) as RstPage[];
}
