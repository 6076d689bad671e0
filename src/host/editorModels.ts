import * as vscode from 'vscode';
import { ProviderError } from '../core/providers/errors';
import type { Message, ModelInfo, Provider, StreamEvent, VisionRequest } from '../core/providers/types';
import { editorImage, editorProviderId } from '../core/providers/vendorBasics';

/** The editor's own chat models as a provider without a key. This API reports no usage, and none is made up. */
export function createEditorModelsProvider(): Provider {
  return {
    id: editorProviderId,
    label: vscode.l10n.t('Editor models'),
    destination: { kind: 'editor' },
    vendor: undefined,
    limits: editorImage,
    listModels: async () => {
      const models = (await vscode.lm.selectChatModels()).map(toModelInfo);
      return models.sort((a, b) => sightOrder.indexOf(a.vision) - sightOrder.indexOf(b.vision));
    },
    stream: (request, signal) => stream(request, signal),
  };
}

/** The public types don't mention capabilities, but the object has them in VS Code 1.139. Unknown is not "no". */
function seesImages(model: vscode.LanguageModelChat): boolean | 'unknown' {
  const capabilities = (model as { capabilities?: { supportsImageToText?: unknown; imageInput?: unknown } })
    .capabilities;
  const stated = capabilities?.supportsImageToText ?? capabilities?.imageInput;
  return typeof stated === 'boolean' ? stated : 'unknown';
}

/** Vision models come first, as in every list. */
const sightOrder: readonly ModelInfo['vision'][] = [true, 'unknown', false];

const modelKey = (model: vscode.LanguageModelChat) => `${model.vendor}/${model.id}`;

function toModelInfo(model: vscode.LanguageModelChat): ModelInfo {
  return {
    id: modelKey(model),
    label: model.name,
    vision: seesImages(model),
    contextTokens: model.maxInputTokens,
    source: 'live',
  };
}

async function* stream(request: VisionRequest, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const model = (await vscode.lm.selectChatModels()).find((one) => modelKey(one) === request.model);
  if (!model) {
    throw new ProviderError(request.model === '' ? 'noVision' : 'modelGone', request.model);
  }
  const messages = toChatMessages(request.messages);
  const cancel = new vscode.CancellationTokenSource();
  const onAbort = () => cancel.cancel();
  signal.addEventListener('abort', onAbort);
  try {
    const response = await model.sendRequest(
      messages,
      { justification: vscode.l10n.t('Sightread sends the image you chose to this model.') },
      cancel.token,
    );
    yield { type: 'start', model: model.name };
    for await (const part of response.stream) {
      signal.throwIfAborted();
      if (part instanceof vscode.LanguageModelTextPart) {
        yield { type: 'text', text: part.value };
      }
    }
    signal.throwIfAborted();
    yield { type: 'finish', reason: 'stop' };
  } catch (error) {
    signal.throwIfAborted();
    throw toProviderError(error);
  } finally {
    signal.removeEventListener('abort', onAbort);
    cancel.dispose();
  }
}

/** There is no system role, so its text precedes the first question. */
function toChatMessages(messages: readonly Message[]): vscode.LanguageModelChatMessage[] {
  const system = messages.flatMap((message) =>
    message.role === 'system' ? message.parts.map((part) => part.text) : [],
  );
  const chat: vscode.LanguageModelChatMessage[] = [];
  for (const message of messages) {
    if (message.role === 'assistant') {
      chat.push(vscode.LanguageModelChatMessage.Assistant(message.parts.map((part) => part.text).join('')));
    } else if (message.role === 'user') {
      const parts = message.parts.flatMap((part): (vscode.LanguageModelTextPart | vscode.LanguageModelDataPart)[] => {
        if (part.kind === 'text') {
          return [new vscode.LanguageModelTextPart(part.text)];
        }
        return part.bytes ? [vscode.LanguageModelDataPart.image(part.bytes, part.mediaType)] : [];
      });
      const preface =
        chat.length === 0 && system.length > 0 ? [new vscode.LanguageModelTextPart(system.join('\n'))] : [];
      chat.push(vscode.LanguageModelChatMessage.User([...preface, ...parts]));
    }
  }
  return chat;
}

/** Errors of the extension behind the model are its own: its message is shown, not reported as a fault in Sightread. */
function toProviderError(error: unknown): unknown {
  if (!(error instanceof Error)) {
    return error;
  }
  const { message } = error;
  const code = error instanceof vscode.LanguageModelError ? error.code : undefined;
  if (code === vscode.LanguageModelError.NoPermissions.name) {
    return new ProviderError('consent', message, { code, cause: error });
  }
  if (code === vscode.LanguageModelError.Blocked.name) {
    return new ProviderError('rateLimit', message, { code, cause: error });
  }
  if (code === vscode.LanguageModelError.NotFound.name) {
    return new ProviderError('modelGone', message, { code, cause: error });
  }
  return new ProviderError(/image|vision|multimodal/i.test(message) ? 'noVision' : 'badRequest', message, {
    code,
    cause: error,
  });
}
