// PUT a JSON object of user settings on loopback; null removes one. GET gives the process id of the extension host and the
// longest time that it was at work without a pause, in milliseconds. POST calls a language-model tool, { name, input }, as
// an agent does, and gives its text.
// The port goes to the file SIGHTREAD_E2E_PORT_FILE.
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const vscode = require('vscode');

if (process.env.SIGHTREAD_E2E_NETWORK) {
  require(process.env.SIGHTREAD_E2E_NETWORK);
}

const beatMs = 50;
let longestStall = 0;

/** What no other process took counts: the time between two beats in which this one had the processor. */
function watchStalls() {
  let last = performance.now();
  let used = process.cpuUsage();
  return setInterval(() => {
    const now = performance.now();
    const { user, system } = process.cpuUsage(used);
    longestStall = Math.max(longestStall, Math.min(now - last - beatMs, (user + system) / 1000));
    last = now;
    used = process.cpuUsage();
  }, beatMs);
}

exports.activate = (context) => {
  const beat = watchStalls();
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      response.end(JSON.stringify({ pid: process.pid, longestStall }));
      return;
    }
    try {
      if (request.method === 'POST') {
        const { name, input } = await readJson(request);
        const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
        response.end(content.map(({ value }) => value).join(''));
        return;
      }
      const settings = await readJson(request);
      for (const [name, value] of Object.entries(settings)) {
        const target = vscode.ConfigurationTarget.Global;
        await vscode.workspace.getConfiguration().update(name, value ?? undefined, target);
      }
      response.end();
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  server.listen(0, '127.0.0.1', () => writeFileSync(process.env.SIGHTREAD_E2E_PORT_FILE, `${server.address().port}`));
  context.subscriptions.push({ dispose: () => [clearInterval(beat), server.close()] });
};

async function readJson(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return JSON.parse(text);
}
