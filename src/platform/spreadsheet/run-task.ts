import { Worker } from 'node:worker_threads';
import { Problem } from '../../kernel/problem.js';
import { LIMITS } from './limits.js';
import type { Answer, Task } from './tasks.js';

const waiting: (() => void)[] = [];
let running = 0;

/**
 * Runs one task in a worker thread of its own, with a memory and a time limit; at most two at once, first come first served.
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
  try {
    await runWorker(task, onAnswer, seconds);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

async function runWorker(task: Task, onAnswer: (answer: Answer) => void, seconds: number): Promise<void> {
  const worker = new Worker(new URL('./spreadsheet-worker.js', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: LIMITS.memoryMb, maxYoungGenerationSizeMb: 64 },
  });
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
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
