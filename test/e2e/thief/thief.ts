// The tests in thief.e2e.ts and thiefRestricted.e2e.ts: a hostile repository is opened, each command and each quick fix
// is used once, and then nothing may have been sent, run, or written outside, and nothing may have hung.
import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import titles from '../../../package.nls.json' with { type: 'json' };
import type { RecordedRequest } from '../../servers/loopbackProvider';
import { type Reply, sse } from '../../servers/loopbackProvider';
import { groqStream } from '../../servers/vendorReplies';
import { groqChat, useGroqWorkbench } from '../driver';
import { cutNetwork } from '../network';
import { appears } from '../patience';
import {
  canary,
  commandLink,
  fixable,
  imagesIn,
  makeHostile,
  passportInBase64,
  secrets,
  slowPattern,
} from './repository';
import { robot } from './robot';

/** Registers the tests. */
export async function testThief(options: { readonly restricted: boolean }): Promise<void> {
  const network = cutNetwork();
  let before: Record<string, string> = {};
  let flag = '';
  const { workbench, server, questions } = await useGroqWorkbench({
    restricted: options.restricted,
    settings: {
      'editor.lightbulb.enabled': 'off',
      'workbench.editor.enablePreview': false,
      'sightread.confirmBeforeSending': 'always',
    },
    env: { ...network.env, GROQ_API_KEY: secrets.key },
    prepare: (folder) => {
      flag = makeHostile(folder).flag;
      before = contents(join(folder, '..', 'victims'));
    },
  });
  server.on('POST', groqChat, (request) => hostileAnswer(request, flag));

  let player: ReturnType<typeof robot> | undefined;
  const play = () => {
    player ??= robot(workbench().page, {
      agreeTo: /to Groq|127\.0\.0\.1:/,
      flag,
      clearNotifications: () => workbench().clearNotifications(),
    });
    return player;
  };
  const outside = new Set<string>();

  test('the window is watched', async () => {
    await play().answerLateDialogs();
    workbench().page.on('request', (request) => {
      if (request.url().includes('8.8.8.8')) {
        outside.add(request.url());
      }
    });
  });

  for (const { command } of manifest.contributes.commands) {
    const title = titles[`command.${command.replace('sightread.', '')}` as keyof typeof titles].replace(/…$/, '');
    test(`${title} is used once`, async () => {
      await workbench().openFile('a.md');
      await workbench().goTo(3, 4);
      await workbench().runCommand(`Sightread: ${title}`);
      await play().goThrough(command === 'sightread.describeImageUrl' ? 'address' : 'command');
      await workbench().closeAllEditors();
    });
  }

  // Trust changes what is read from the folder, not how a language is written.
  for (const name of options.restricted ? fixable.slice(0, 1) : fixable) {
    test(`each quick fix of ${name} is used once`, async () => {
      const used = new Set<string>();
      const path = join(workbench().folder, name);
      const text = readFileSync(path, 'utf8');
      for (const [line, column] of imagesIn(text)) {
        for (let more = true; more; ) {
          await workbench().openFile(name);
          await workbench().goTo(line, column);
          more = await useNextFix(`${line}:${column}`, used);
          await workbench().closeAllEditors();
          writeFileSync(path, text);
        }
      }
      expect(used.size).toBeGreaterThan(0);
    });
  }

  /** Uses our first fix at the cursor that wasn't used there yet; false if there is none. */
  const useNextFix = async (place: string, used: Set<string>): Promise<boolean> => {
    const { page } = workbench();
    await page.keyboard.press('ControlOrMeta+.');
    const rows = page.locator('.action-widget .monaco-list-row.action .title');
    await appears(rows, 5000);
    for (const title of await rows.allInnerTexts()) {
      const isOurs = /alt text|decorative|long description/i.test(title);
      if (isOurs && !used.has(`${place} ${title}`)) {
        used.add(`${place} ${title}`);
        await rows.getByText(title, { exact: true }).first().click();
        await play().goThrough();
        return true;
      }
    }
    await page.keyboard.press('Escape');
    return false;
  };

  test.each(['a.md', 'e.adoc'])('%s is reviewed, and everything is accepted', async (name) => {
    await workbench().chooseFromMenu(name, 'Review Alt Text');
    for (const button of [/^Write Alt Text/, /^Accept All/, /^Apply/]) {
      const found = workbench().panel().getByRole('button', { name: button }).first();
      if (await appears(found, 5000)) {
        await found.press('Enter');
        await play().goThrough();
      }
    }
    await workbench().closeAllEditors();
  });

  test.each(['schema.json', 'linked-schema.json'])('data is extracted by %s', async (name) => {
    await workbench().chooseFromMenu('logo.png', 'More Image Actions > Extract Data from Image (JSON)');
    await workbench().pick('Use a JSON Schema…');
    await workbench().pick(new RegExp(`^${name}`));
    await play().goThrough();
    await workbench().closeAllEditors();
  });

  test('documents made to hang are opened', async () => {
    // The editor itself asks about one of this size, and opens none.
    await (await workbench().explorerItem('huge.md')).dblclick();
    await play().goThrough();
    for (const name of ['long-line.md', 'many.md']) {
      await workbench().openFile(name);
      await play().goThrough();
    }
    await workbench().openFile('long-line.md');
    await workbench().goTo(3, 300);
    await workbench().runCommand('Sightread: Describe Image');
    await play().goThrough();
    await workbench().closeAllEditors();
  });

  test('agents read nothing outside the folder, and nothing that is kept back', async () => {
    for (const image of [
      'passport.png',
      'outside/passport.png',
      '../victims/passport.png',
      'secrets/prod.txt',
      '.env',
      `${canary}/agent.png?d=1`,
    ]) {
      for (const tool of ['sightread_describe_image', 'sightread_read_text']) {
        const call = workbench().callTool(tool, { image });
        const ended = call.then((text) => text, String);
        await play().goThrough();
        expect(await ended).not.toContain('thief-canary');
      }
    }
  });

  test('nothing has left, run, been written outside, or hung', async () => {
    const { page, folder } = workbench();
    const isHere = (host: string) => ['127.0.0.1', 'localhost', '::1'].includes(host);
    const hosts = network
      .connections()
      .map(({ host }) => host)
      .filter((host) => !isHere(host));
    // One language was picked in Manage Reading Languages.
    expect(hosts).toEqual(['registry.npmjs.org']);
    expect([...outside]).toEqual([]);
    expect(play().links).toEqual([]);
    expect(existsSync(flag), 'a program ran').toBe(false);
    expect(contents(join(folder, '..', 'victims'))).toEqual(before);
    expect(await page.locator('.monaco-workbench').getAttribute('class')).not.toContain('zen');

    const sent = questions().map(({ text }) => text);
    expect(sent.length).toBeGreaterThan(10);
    expect(sent.some((text) => text.includes(slowPattern))).toBe(true);
    for (const piece of [
      secrets.env,
      secrets.ignored,
      secrets.credentials,
      secrets.outside,
      secrets.instruction,
      secrets.key,
      ...passportInBase64,
    ]) {
      expect(
        sent.filter((text) => text.includes(piece)),
        piece,
      ).toEqual([]);
    }
    for (const question of play().questions) {
      expect(question).not.toContain('thief-canary');
    }
    await workbench().runCommand('Sightread: Show Log');
    expect(await page.content()).not.toContain(secrets.key);
    expect(JSON.stringify(contents(folder))).not.toContain(secrets.key);
    expect(await workbench().longestStall()).toBeLessThan(1000);
  });
}

/** Every file below a folder with its contents; for a link, its target. */
function contents(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name);
    const stat = lstatSync(path);
    if (stat.isFile() && stat.size < 1e7) {
      found[name] = readFileSync(path, 'latin1');
    } else if (!stat.isDirectory()) {
      found[name] = stat.isSymbolicLink() ? 'a link' : `${stat.size} bytes`;
    }
  }
  return found;
}

/** What the picture has told the model to say: in JSON if requested, through a tool once, otherwise in Markdown. */
function hostileAnswer(request: RecordedRequest, flag: string): Reply {
  const link = commandLink('Open', flag);
  const words = `{{ 7*7 }} {% include "/etc/passwd" %} <?= system("touch ${flag}") ?> \`r system("touch ${flag}")\` ${link} ![x](${canary}/answer.png) <img src="${canary}/html.png">`;
  if (request.text.includes('longDescriptionDue')) {
    const longDescription = `- ${words}\n\n\`\`\`mermaid\ngraph TD; A-->B; click A href "${canary}/mermaid"\n\`\`\``;
    return groqStream([
      JSON.stringify({
        imageSeen: true,
        role: 'complex',
        why: words,
        alt: words,
        longDescriptionDue: true,
        longDescription,
        confidence: 'high',
      }),
    ]);
  }
  if (request.text.includes(slowPattern)) {
    return groqStream([JSON.stringify({ ['a'.repeat(40)]: `${'a'.repeat(40)}!` })]);
  }
  if (request.text.includes('find_in_workspace') && !request.text.includes('"role":"tool"')) {
    const tool = (name: string, input: object, index: number) => ({
      index,
      id: `call_${index}`,
      type: 'function',
      function: { name, arguments: JSON.stringify(input) },
    });
    const calls = Array.from({ length: 12 }, (_, index) => tool('find_in_workspace', { text: 'API_TOKEN' }, index));
    const chunk = {
      id: 'c',
      model: 'qwen/qwen3.8-27b',
      choices: [{ index: 0, delta: { tool_calls: calls }, finish_reason: 'tool_calls' }],
    };
    return { headers: { 'content-type': 'text/event-stream' }, chunks: sse([chunk, '[DONE]']) };
  }
  return groqStream([`# ${words}\n\n[link](${canary}/link) [file](file:///etc/passwd)\n\n${words}`]);
}
