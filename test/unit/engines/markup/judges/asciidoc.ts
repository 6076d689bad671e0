import { load, NullLogger } from '@asciidoctor/core';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';

export interface AsciidocPage {
  readonly images: readonly { readonly src: string; readonly alt: string | undefined }[];
  /** Elements and words, without the alt text. */
  readonly rest: readonly string[];
}

/** The page that Asciidoctor makes, as a browser reads it; with attributes that a site sets outside the document. */
export async function judgeAsciidoc(text: string, attributes: Record<string, string> = {}): Promise<AsciidocPage> {
  const document = await load(text, { safe: 'secure', logger: new NullLogger(), attributes: { ...attributes } });
  const images: { src: string; alt: string | undefined }[] = [];
  const rest: string[] = [];
  const walk = (node: DefaultTreeAdapterTypes.ChildNode, depth: number): void => {
    const attributes = 'attrs' in node ? node.attrs : [];
    const said = attributes.filter(({ name }) => name !== 'alt').map(({ name, value }) => `${name}=${value}`);
    rest.push(`${depth} ${node.nodeName} ${said.join(' ')} ${'value' in node ? node.value : ''}`);
    if (node.nodeName === 'img') {
      const value = (name: string) => attributes.find((one) => one.name === name)?.value;
      images.push({ src: value('src') ?? '', alt: value('alt') });
    }
    for (const child of 'childNodes' in node ? node.childNodes : []) {
      walk(child, depth + 1);
    }
  };
  for (const node of parseFragment(String(await document.convert())).childNodes) {
    walk(node, 0);
  }
  return { images, rest };
}
