import { once } from 'node:events';
import { parentPort, type MessagePort } from 'node:worker_threads';
import { Problem } from '../../kernel/problem.js';
import type { Sheet } from './cell.js';
import { parseCsv } from './csv.js';
import type { Answer, Task } from './tasks.js';

const CELLS_PER_PORTION = 10_000;

async function run(port: MessagePort, task: Task): Promise<void> {
  if (task.kind === 'write') {
    const { buildWorkbook } = await import('./build-workbook.js');
    const bytes = await buildWorkbook(task.spec);
    return answer(port, { kind: 'written', bytes });
  }
  for (const sheet of await read(task)) {
    answer(port, { kind: 'sheet', name: sheet.name });
    for (const rows of portions(sheet)) {
      answer(port, { kind: 'rows', rows });
      await once(port, 'message');
    }
  }
  answer(port, { kind: 'done' });
}

async function read(task: Extract<Task, { kind: 'read' }>): Promise<Sheet[]> {
  const bytes = Buffer.from(task.bytes.buffer, task.bytes.byteOffset, task.bytes.byteLength);
  if (task.type === 'csv') return parseCsv(bytes);
  const { parseXlsx } = await import('./parse-xlsx.js');
  return parseXlsx(bytes);
}

function* portions({ rows }: Sheet): Generator<Sheet['rows']> {
  let from = 0;
  let cells = 0;
  for (const [i, row] of rows.entries()) {
    cells += row.length + 1;
    if (cells < CELLS_PER_PORTION && i < rows.length - 1) continue;
    yield rows.slice(from, i + 1);
    from = i + 1;
    cells = 0;
  }
}

function answer(port: MessagePort, message: Answer): void {
  port.postMessage(message);
}

/** One task after another: the next comes only when this one was answered. */
async function serve(port: MessagePort): Promise<never> {
  for (;;) {
    const [task] = (await once(port, 'message')) as [Task];
    try {
      await run(port, task);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      answer(port, { kind: 'refused', code: error.code, params: error.params });
    }
  }
}

if (parentPort !== null) await serve(parentPort);
