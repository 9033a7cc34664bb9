import { Worker } from 'node:worker_threads';
import { Problem } from '../../kernel/problem.js';
import { LIMITS } from './limits.js';
import type { Answer, Task } from './tasks.js';

const IDLE_MS = 30_000;

const waiting: (() => void)[] = [];
/** Threads that have done their task: loading the libraries anew costs more than reading most workbooks. */
const idle: { readonly worker: Worker; readonly timer: NodeJS.Timeout }[] = [];
let running = 0;

/**
 * Runs one task in a worker thread with a memory and a time limit; at most two at once, first come first served.
 * A thread that did its task well waits half a minute for the next; one that failed is not used again.
 * @param onAnswer gets every answer but refusals
 * @throws Problem the worker's refusal, `spreadsheet-too-slow` ({ seconds }) or `spreadsheet-too-complex` (out of memory)
 */
export async function runTask(
  task: Task,
  onAnswer: (answer: Answer) => void,
  seconds: number = LIMITS.seconds,
): Promise<void> {
  if (running >= LIMITS.workers) await new Promise<void>((go) => waiting.push(go));
  else running++;
  const worker = takeIdle() ?? newWorker();
  try {
    await runIn(worker, task, onAnswer, seconds);
    keepIdle(worker);
  } catch (error) {
    await worker.terminate();
    throw error;
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

async function runIn(worker: Worker, task: Task, onAnswer: (answer: Answer) => void, seconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Problem('spreadsheet-too-slow', { seconds })), seconds * 1000);
      worker.on('message', (answer: Answer) => {
        if (answer.kind === 'refused') return reject(new Problem(answer.code, answer.params));
        onAnswer(answer);
        if (answer.kind === 'rows') worker.postMessage('more');
        if (answer.kind === 'done' || answer.kind === 'written') resolve();
      });
      worker.once('error', (error) => reject(isOutOfMemory(error) ? new Problem('spreadsheet-too-complex') : error));
      worker.once('exit', (code) => reject(new Error(`spreadsheet worker ended with ${code} without an answer`)));
      worker.postMessage(task);
    });
  } finally {
    clearTimeout(timer);
  }
}

function newWorker(): Worker {
  return new Worker(new URL('./spreadsheet-worker.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: LIMITS.memoryMb, maxYoungGenerationSizeMb: 64 },
  });
}

function takeIdle(): Worker | undefined {
  const found = idle.pop();
  if (!found) return undefined;
  clearTimeout(found.timer);
  forget(found.worker);
  found.worker.ref();
  return found.worker;
}

function forget(worker: Worker): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
}

/** Neither the thread nor its timer keeps the process from ending. */
function keepIdle(worker: Worker): void {
  forget(worker);
  worker.unref();
  const drop = () => {
    const at = idle.findIndex((one) => one.worker === worker);
    if (at >= 0) clearTimeout(idle.splice(at, 1)[0]?.timer);
    void worker.terminate();
  };
  worker.once('error', drop);
  idle.push({ worker, timer: setTimeout(drop, IDLE_MS).unref() });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
