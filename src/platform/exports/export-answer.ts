import type { FastifyReply } from 'fastify';
import { downloadHeaders } from '../files/download-headers.js';
import { redirect } from '../views/result.js';
import { ExportJob } from './export-job.entity.js';
import type { Exports } from './exports.service.js';

/** What is answered to whoever asked for a spreadsheet: the file, or, for a large one, the page on which it will be. */
export function exportAnswer(made: Awaited<ReturnType<Exports['ask']>>, reply: FastifyReply) {
  if (made instanceof ExportJob) return redirect('/exports', 'exports.queued');
  void reply.headers(downloadHeaders({ name: made.name, type: 'xlsx', size: made.bytes.length }));
  return made.bytes;
}
