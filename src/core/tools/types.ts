import type { ImagePart, ToolDefinition } from '../providers/types';

/** Something the model can do during a turn. Its result goes back to the model; the step is shown to the user. */
export interface Tool {
  readonly definition: ToolDefinition;
  /** What is being done, in words for the user: `Zooming into photo.jpg`. `input` is what the model sent. */
  title(input: unknown): string;
  /** Never throws for invalid input: it tells the model what is wrong. */
  run(input: unknown, signal: AbortSignal): Promise<ToolResult>;
  /** True once it may no longer be called in this turn: the user said no. */
  isOver?(): boolean;
}

export interface ToolResult {
  /** For the model. */
  readonly text: string;
  readonly images?: readonly ImagePart[];
  /** For the user, one line or a few. */
  readonly detail: string;
  readonly failed?: boolean;
}

/** A result that tells the model what was wrong with its call. */
export const toolFailure = (text: string): ToolResult => ({ text, detail: text, failed: true });
