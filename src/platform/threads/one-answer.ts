import type { Worker } from 'node:worker_threads';

/** Of what a thread throws no more is kept: the stack of a bundled library can name a line of 160 KB. */
const MOST_TEXT = 500;

/**
 * What a worker thread of one task answers. The thread is ended in any case.
 * @param name told when it fails
 * @param mostMs after so long it is given up
 * @throws what the thread threw, in short, that it ended without an answer, or that it did not come back
 */
export async function oneAnswer<Answer>(worker: Worker, name: string, mostMs: number): Promise<Answer> {
  let late: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Answer>((resolve, reject) => {
      late = setTimeout(() => reject(new Error(`${name} did not come back`)), mostMs);
      worker.once('message', resolve);
      worker.once('error', (error) =>
        reject(new Error(error instanceof Error ? error.message.slice(0, MOST_TEXT) : `${name} failed`)),
      );
      worker.once('exit', (code) => reject(new Error(`${name} ended with ${code} without an answer`)));
    });
  } finally {
    clearTimeout(late);
    await worker.terminate();
  }
}
