import { Worker } from 'node:worker_threads';
import { oneAnswer } from '../../../platform/threads/one-answer.js';
import type { Evaluation } from '../../../kernel/track-record/evaluate.js';
import type { Choice } from '../../../kernel/track-record/track-record.js';
import type { FundedDeal } from './funded-deals.query.js';

/** Some thousand deals take a second. */
const MOST_MS = 120_000;

/** What can be worked out from the deals of a zone: what to look at in them, and how well the past foretold the later part. */
export interface RecordTasks {
  readonly choose: Choice;
  readonly trial: Evaluation | null;
}

/**
 * Works it out in a thread of its own: at some thousand deals that takes a second, in which nobody should wait for a page.
 * @throws what the thread threw, or that it ended without an answer
 */
export async function inRecordThread<Task extends keyof RecordTasks>(
  task: Task,
  deals: readonly FundedDeal[],
): Promise<RecordTasks[Task]> {
  const worker = new Worker(new URL('./record-worker.js', import.meta.url), { workerData: { task, deals } });
  return oneAnswer(worker, "the record's thread", MOST_MS);
}
