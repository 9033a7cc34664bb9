import type { MultipartFile } from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../../kernel/problem.js';
import { addField } from './body-parsers.js';

/** Of one file. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
const MAX_FILES = 5;
/** What all of a form may weigh: more is not even read. */
const MAX_BODY_BYTES = MAX_FILES * MAX_FILE_BYTES + 1024 * 1024;

/** A byte more than is taken: a file that is too large comes in cut to it, and its form says so. */
export const multipartOptions = {
  limits: { fileSize: MAX_FILE_BYTES + 1, files: MAX_FILES, fields: 100, parts: 110 },
  throwFileSizeLimit: false,
} as const;

/** A file as it was sent; its type is told by content, later (platform/files). */
export class Upload {
  constructor(
    readonly name: string,
    readonly bytes: Buffer,
  ) {}
}

/** Reads multipart forms into the same flat object as other forms, files as `Upload`; an empty file field is no file. */
export function useMultipart(server: FastifyInstance): void {
  server.addHook('preValidation', async (request) => {
    if (!request.isMultipart()) return;
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw new Problem('too-large');
    const form: Record<string, unknown> = {};
    try {
      for await (const part of request.parts()) {
        if (part.type === 'file') await addFile(form, part);
        else if (part.valueTruncated) throw new Problem('too-large');
        else if (typeof part.value === 'string') addField(form as Record<string, string>, part.fieldname, part.value);
      }
    } catch (error) {
      if (error instanceof Problem) throw error;
      const code = (error as { code?: string }).code ?? '';
      throw new Problem(
        code.startsWith('FST_REQ_FILE') || code.startsWith('FST_FILES') ? 'too-large' : 'unreadable-body',
      );
    }
    request.body = form;
  });
}

async function addFile(form: Record<string, unknown>, part: MultipartFile): Promise<void> {
  const bytes = await part.toBuffer();
  if (bytes.length > 0 || part.filename) form[part.fieldname] = new Upload(part.filename, bytes);
}
