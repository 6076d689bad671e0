/** What a worker client and its thread send each other. */

/** What a thread can do; `kind` determines which of `Results` comes back. */
export interface AnyJob {
  readonly kind: string;
}

export interface JobRequest<Job> {
  readonly id: number;
  readonly job: Job;
}

/** For each request, any number of `progress`, then one of the others. After `broken`, the thread is unusable. */
export type JobReply<Result, Failure> =
  | { readonly id: number; readonly type: 'progress'; readonly done: number }
  | { readonly id: number; readonly type: 'result'; readonly result: Result }
  | { readonly id: number; readonly type: 'failure'; readonly failure: Failure }
  | { readonly id: number; readonly type: 'broken'; readonly detail: string };

/** A message, and those of its buffers that are transferred instead of copied. */
export interface Handover<Message> {
  readonly message: Message;
  readonly transfer: ArrayBuffer[];
}
