/** The dialects by name. */
import type { Dialect, DialectCodec } from '../types';
import { anthropicCodec } from './anthropic';
import { chatCodec } from './chat';
import { geminiCodec } from './gemini';
import { ollamaCodec } from './ollama';
import { responsesCodec } from './responses';

export const codecs: Readonly<Record<Dialect, DialectCodec>> = {
  chat: chatCodec,
  responses: responsesCodec,
  anthropic: anthropicCodec,
  gemini: geminiCodec,
  ollama: ollamaCodec,
};
