/** One engine's thread as its client sees it: started on demand, ended when idle, one job at a time. */
import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { AnyJob, Handover, JobReply, JobRequest } from './messages';
import { workClock } from './workClock';

/** What happened to the thread or the message to it, rather than what a handler threw. */
export interface ThreadFailure {
  /** `crashed`: a thread that had answered before. `notSent`: the job can't be copied. */
  readonly reason: 'deadline' | 'crashed' | 'engineUnavailable' | 'notSent';
  readonly detail: string;
}

export interface WorkerClientSettings<Job extends AnyJob, Failure> {
  /** The bundle that the thread runs. */
  readonly file: string;
  readonly options?: Pick<WorkerOptions, 'workerData' | 'resourceLimits'>;
  /** A job that takes longer by `workClock`, with the thread's start, is ended together with the thread; milliseconds. */
  readonly deadlineMs: number;
  /** Idle milliseconds after which the thread ends, which frees its memory. */
  readonly idleMs: number;
  /** If the thread breaks during a job, the job goes to a new one, once. */
  readonly retries?: boolean;
  /** What happens to the thread when its job is aborted. */
  readonly onAbort: 'end' | 'finish';
  /** Called at the job's turn, each time it's sent. */
  handOver?(job: Job): Handover<Job>;
  /** The engine's own error. */
  toError(failure: ThreadFailure | Failure, job: Job): Error;
}

interface Task<Job> {
  readonly job: Job;
  id: number;
  isRetried?: boolean;
  readonly onProgress?: (done: number) => void;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

const disposed: ThreadFailure = { reason: 'engineUnavailable', detail: 'disposed' };

/** A client that hasn't started anything yet. `Results` says what each kind of job returns. */
export class WorkerClient<Job extends AnyJob, Results extends Record<Job['kind'], unknown>, Failure> {
  private readonly queue: Task<Job>[] = [];
  private worker: Worker | undefined;
  private running: Task<Job> | undefined;
  /** The deadline of the running job, or the end of an idle thread. */
  private timer: NodeJS.Timeout | undefined;
  private lastId = 0;
  private isDisposed = false;
  /** Some thread has answered, so a break is now due to the job. */
  private hasAnswered = false;

  constructor(private readonly settings: WorkerClientSettings<Job, Failure>) {}

  /** Jobs wait for each other. Rejects with `toError`'s errors, or with the signal's reason when aborted. */
  async run<K extends Job['kind']>(
    job: Extract<Job, { kind: K }>,
    signal?: AbortSignal,
    onProgress?: (done: number) => void,
  ): Promise<Results[K]> {
    signal?.throwIfAborted();
    if (this.isDisposed) {
      throw this.settings.toError(disposed, job);
    }
    let onAbort = () => {};
    const answered = new Promise((resolve, reject) => {
      const task = { job, id: 0, onProgress, resolve, reject };
      onAbort = () => this.abort(task, signal?.reason);
      this.queue.push(task);
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    this.next();
    try {
      return (await answered) as Results[K];
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Ends the thread and fails the open jobs. */
  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
    this.stop();
    const open = [...(this.running ? [this.running] : []), ...this.queue.splice(0)];
    this.running = undefined;
    for (const { job, reject } of open) {
      reject(this.settings.toError(disposed, job));
    }
  }

  private next(): void {
    if (this.running) {
      return;
    }
    clearTimeout(this.timer);
    const task = this.queue.shift();
    if (!task) {
      this.worker?.unref();
      this.timer = setTimeout(() => this.stop(), this.settings.idleMs);
      this.timer.unref();
      return;
    }
    this.running = task;
    this.limit(task, workClock());
    this.send(task);
  }

  private limit(task: Task<Job>, elapsed: () => number): void {
    const { deadlineMs } = this.settings;
    const left = deadlineMs - elapsed();
    if (left > 0) {
      this.timer = setTimeout(() => this.limit(task, elapsed), left);
      return;
    }
    this.stop();
    this.fail('deadline', `${task.job.kind} took more than ${deadlineMs} ms`);
  }

  private send(task: Task<Job>): void {
    try {
      this.worker ??= this.start();
    } catch (cause) {
      this.fail('engineUnavailable', String(cause), cause);
      return;
    }
    this.worker.ref();
    task.id = ++this.lastId;
    try {
      const { message, transfer } = this.settings.handOver?.(task.job) ?? { message: task.job, transfer: [] };
      this.worker.postMessage({ id: task.id, job: message } satisfies JobRequest<Job>, transfer);
    } catch (cause) {
      this.fail('notSent', String(cause), cause);
    }
  }

  private start(): Worker {
    const { file, options } = this.settings;
    // Its output is kept out of ours. It isn't read either, because a stream being read keeps a program from ending.
    const started = new Worker(file, { ...options, stdout: true, stderr: true });
    started.on('message', (reply: JobReply<unknown, Failure>) => this.receive(reply));
    // What a thread throws while it's being ended doesn't matter, but unhandled it would end this process.
    started.on('error', (error) => this.lose(started, error));
    started.on('exit', (code) => this.lose(started, new Error(`the thread ended with code ${code}`)));
    return started;
  }

  private receive(reply: JobReply<unknown, Failure>): void {
    const { running } = this;
    // From a job that is over, or a thread that was ended.
    if (!running || reply.id !== running.id) {
      return;
    }
    if (reply.type === 'broken') {
      this.lose(this.worker, new Error(reply.detail));
      return;
    }
    this.hasAnswered = true;
    switch (reply.type) {
      case 'progress':
        running.onProgress?.(reply.done);
        return;
      case 'result':
        this.finish((task) => task.resolve(reply.result));
        return;
      case 'failure':
        this.finish((task) => task.reject(this.settings.toError(reply.failure, task.job)));
    }
  }

  /** The thread broke: its job goes to a new one, once, or fails. */
  private lose(broken: Worker | undefined, cause: Error): void {
    if (broken !== this.worker) {
      return;
    }
    this.stop();
    const task = this.running;
    if (task && this.settings.retries && !task.isRetried) {
      task.isRetried = true;
      this.running = undefined;
      this.queue.unshift(task);
      this.next();
    } else if (task) {
      this.fail(this.hasAnswered ? 'crashed' : 'engineUnavailable', cause.message, cause);
    }
  }

  private abort(task: Task<Job>, reason: unknown): void {
    task.reject(reason);
    if (task !== this.running) {
      this.queue.splice(this.queue.indexOf(task), 1);
    } else if (this.settings.onAbort === 'end') {
      this.stop();
      this.finish(() => undefined);
    }
  }

  private fail(reason: ThreadFailure['reason'], detail: string, cause?: unknown): void {
    this.finish(({ job, reject }) => {
      const error = this.settings.toError({ reason, detail }, job);
      error.cause = cause;
      reject(error);
    });
  }

  private finish(settle: (task: Task<Job>) => void): void {
    const task = this.running;
    this.running = undefined;
    if (task) {
      settle(task);
    }
    this.next();
  }

  private stop(): void {
    void this.worker?.terminate();
    this.worker = undefined;
  }
}
