// What chat shows before an agent's call, rendered by the editor's own Markdown: words, and nothing that acts.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createLanguageModelTools } from '../../src/host/features/languageModelTools';

/** As hostile as a URL allows a host to be. */
const host = 'www.**evil**_a_~~b~~`c`.example';
const label = '<img src=x onerror=alert(1)> **Acme** $(alert)';
const names = [
  '[run](command:workbench.action.quit) a.png',
  '**bold** _it_ `code` ~~gone~~ b.png',
  '<img src=x onerror=y> c.png',
  '$(alert) # $(gear) d.png',
  '![shot](https:evil.example) e.png',
  'www.evil.example f.png',
  'me@evil.example g.png',
  '&lt;b&gt; h.png',
  '\u202egnp.i \u202c.png',
  '$\\color{white}x$ $$y$$ l.png',
  '1. first j.png',
  '- item k.png',
];

suite('the confirmation of a call in chat', () => {
  const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no workspace is open');
  const place = () => vscode.Uri.joinPath(folder(), 'chat confirmation');
  const choice = {
    provider: { id: 'mine', destination: { kind: 'origin', origin: `https://${host}` }, label, vendor: undefined },
    model: 'eyes',
  };
  // Before the question, nothing else of these is used.
  const deps = { providers: { choose: async () => choice } };
  const tools = createLanguageModelTools(deps as unknown as Parameters<typeof createLanguageModelTools>[0]);
  const rendered = async (markdown: string) => {
    const html = await vscode.commands.executeCommand<string>('markdown.api.render', markdown);
    assert.ok(html, 'the editor renders Markdown');
    return html;
  };
  /** As a person reads it. */
  const wordsOf = (html: string) =>
    html
      .replace(/<[^>]*>/g, '')
      .replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '')
      .replaceAll('\u2060', '');

  suiteSetup(async () => {
    for (const name of names) {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(place(), name), new Uint8Array([1]));
    }
  });
  suiteTeardown(() => vscode.workspace.fs.delete(place(), { recursive: true }));

  test('the editor makes links and pictures of what is not made inert', async () => {
    const html = await rendered(`${names[0]} ${names[2]} http://evil.example`);
    assert.match(html, /<a /);
    assert.match(html, /<img/);
  });

  for (const name of names) {
    test(`is words alone: ${name}`, async () => {
      const input = { image: `chat confirmation/${name}` };
      const tool = tools.sightread_describe_image;
      const options = { input, tokenizationOptions: undefined };
      const cancel = new vscode.CancellationTokenSource();
      const prepared = await tool?.prepareInvocation?.(options, cancel.token);
      const { invocationMessage, confirmationMessages } = prepared ?? {};
      assert.ok(confirmationMessages, 'it is asked');
      const { title, message } = confirmationMessages;
      assert.ok(message instanceof vscode.MarkdownString);
      assert.ok(!message.isTrusted && !message.supportHtml && !message.supportThemeIcons);
      const texts = [title, message.value, invocationMessage].map((one) =>
        typeof one === 'string' ? one : (one?.value ?? ''),
      );
      for (const text of texts) {
        const html = await rendered(text);
        assert.doesNotMatch(
          html.replace(/<\/?p\b[^>]*>|<span id="markdown-mermaid"[^>]*><\/span>/g, ''),
          /</,
          `${text} → ${html}`,
        );
        assert.doesNotMatch(text, /\$\(/);
        assert.doesNotMatch(text, /[\u202a-\u202e]/);
      }
      const [asked = '', said = ''] = await Promise.all(texts.map(async (text) => wordsOf(await rendered(text))));
      const shown = name.replace(/[\u202a-\u202e]/g, '');
      assert.ok(asked.includes(shown) && said.includes(shown), `${asked} ${said}`);
      assert.ok(asked.includes(host) && said.includes(label), `${asked} ${said}`);
    });
  }
});
