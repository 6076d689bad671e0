/** The forms in which text can be requested, and the instruction to a model for each. */
import type { Task } from '../tasks/tasks';

/** `auto` is text with its layout, or code if it's code. The last three require a model. */
export type TextForm = 'auto' | 'text' | 'code' | 'markdownTable' | 'csv' | 'paragraphs' | 'latex' | 'mermaid' | 'html';

export const modelForms: ReadonlySet<TextForm> = new Set(['latex', 'mermaid', 'html']);

const wishes: Partial<Record<TextForm, string>> = {
  code: 'Transcribe the code in this image. Leave out line numbers and everything around the code.',
  markdownTable: 'Transcribe the table in this image as a Markdown table.',
  csv: 'Transcribe the table in this image as CSV with commas, quoted by RFC 4180.',
  paragraphs: 'Transcribe the text in this image, each paragraph on one line with a blank line between paragraphs.',
  latex: 'Transcribe the formulas in this image as LaTeX, text around them included.',
  mermaid:
    'Write the diagram in this image as Mermaid code. Keep the words of its nodes and edges exactly as they are.',
  html: 'Write the user interface in this image as one HTML page with its styles inside. Keep its words exactly as they are.',
};

/** The reading task with the instruction for a form. */
export function readingTask(task: Task, form: TextForm): Task {
  const prompt = wishes[form];
  return prompt ? { ...task, prompt } : task;
}

/** Fences around the whole answer are removed: the text inside is what was requested. */
export function withoutFence(answer: string): string {
  return /^\s*```[^\n]*\n([\s\S]*?)\n?```\s*$/.exec(answer)?.[1] ?? answer;
}
