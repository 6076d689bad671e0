// Chat models of the editor, as another extension would bring them; none unless SIGHTREAD_E2E_CHAT_MODELS names a file.
// Every request is added there as a line of JSON: the model, and each message's parts (text, or an image's type and bytes).
// An answer stops half-way until a file of that name with `.go` at its end exists; one that is cancelled there says so.
const { appendFileSync, existsSync } = require('node:fs');
const vscode = require('vscode');

const file = process.env.SIGHTREAD_E2E_CHAT_MODELS;

/** @param {string} id @param {boolean} imageInput */
const model = (id, imageInput) => ({
  id,
  name: id,
  family: 'test',
  version: '1',
  maxInputTokens: 32_000,
  maxOutputTokens: 4000,
  capabilities: { imageInput, toolCalling: false },
});

const failures = {
  'refuses-consent': () => vscode.LanguageModelError.NoPermissions('You did not allow this.'),
  'no-quota': () => vscode.LanguageModelError.Blocked('Your quota for this month is used up.'),
  'off-topic': () => new Error('off_topic: only questions about code.'),
};

const provider = {
  provideLanguageModelChatInformation: () =>
    file ? [model('blind', false), model('eyes', true), ...Object.keys(failures).map((id) => model(id, true))] : [],
  provideLanguageModelChatResponse: async ({ id }, messages, _options, progress, token) => {
    appendFileSync(file, `${JSON.stringify({ id, messages: messages.map(plain) })}\n`);
    const failure = failures[id]?.();
    if (failure) {
      throw failure;
    }
    progress.report(new vscode.LanguageModelTextPart('A lake '));
    while (!existsSync(`${file}.go`)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (token.isCancellationRequested) {
        appendFileSync(file, `${JSON.stringify({ id, cancelled: true })}\n`);
        return;
      }
    }
    progress.report(new vscode.LanguageModelTextPart(`seen by **${id}**.`));
  },
  provideTokenCount: async (_model, text) => String(text).length,
};

function plain({ role, content }) {
  return {
    role: role === vscode.LanguageModelChatMessageRole.User ? 'user' : 'assistant',
    parts: content.map((part) =>
      part instanceof vscode.LanguageModelDataPart
        ? { mimeType: part.mimeType, base64: Buffer.from(part.data).toString('base64') }
        : { text: part.value },
    ),
  };
}

exports.activate = (context) => {
  context.subscriptions.push(vscode.lm.registerLanguageModelChatProvider('sightread-test', provider));
};
