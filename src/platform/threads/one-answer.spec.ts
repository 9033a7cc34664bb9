import { Worker } from 'node:worker_threads';
import { oneAnswer } from './one-answer.js';

const thread = (code: string): Worker =>
  new Worker(`const { parentPort } = require('node:worker_threads'); ${code}`, { eval: true });
const never = 'setInterval(() => undefined, 1000);';

describe('the one answer of a thread', () => {
  it('is what it says first, and the thread is gone then', async () => {
    const worker = thread(`parentPort.postMessage({ sum: 3 }); ${never}`);
    const gone = new Promise((resolve) => void worker.once('exit', resolve));
    expect(await oneAnswer(worker, 'the sum', 60_000)).toEqual({ sum: 3 });
    await gone;
  });

  it('fails with what the thread threw, in short', async () => {
    await expect(oneAnswer(thread("throw new Error('x'.repeat(9000));"), 'the sum', 60_000)).rejects.toThrow(
      new Error('x'.repeat(500)),
    );
  });

  it('fails when the thread ends without a word, or does not come back', async () => {
    await expect(oneAnswer(thread('process.exit(4);'), 'the sum', 60_000)).rejects.toThrow(
      'the sum ended with 4 without an answer',
    );
    await expect(oneAnswer(thread(never), 'the sum', 300)).rejects.toThrow('the sum did not come back');
  });
});
