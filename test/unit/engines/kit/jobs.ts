export type KitJob =
  | { readonly kind: 'echo'; readonly words: unknown; readonly bytes?: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'steps' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'slow' }
  | { readonly kind: 'fill' }
  | { readonly kind: 'exit' }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'break'; readonly by: 'throw' | 'trap'; readonly left: Int32Array<SharedArrayBuffer> };

export interface KitFailure {
  readonly reason: 'refused';
  readonly detail: string;
}
