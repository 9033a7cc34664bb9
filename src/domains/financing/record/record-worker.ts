import { parentPort, workerData } from 'node:worker_threads';
import { choose } from '../../../kernel/track-record/choose.js';
import { evaluate } from '../../../kernel/track-record/evaluate.js';
import { splitByShare } from '../../../kernel/track-record/time-split.js';
import type { FundedDeal } from './funded-deals.query.js';
import { recordColumns, tableOf } from './record-columns.js';
import type { RecordTasks } from './record-thread.js';

const PAST_SHARE = 0.8;

const tasks: { readonly [Task in keyof RecordTasks]: (deals: readonly FundedDeal[]) => RecordTasks[Task] } = {
  choose: (deals) => choose(tableOf(deals)).choice,
  trial(deals) {
    const split = splitByShare(tableOf(deals).rows, PAST_SHARE);
    return split.past.length === 0 ? null : evaluate(recordColumns, split);
  },
};

const { task, deals } = workerData as { task: keyof RecordTasks; deals: readonly FundedDeal[] };
parentPort?.postMessage(tasks[task](deals));
