import type { MultipartFile } from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../../kernel/problem.js';
import { addField } from './body-parsers.js';

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
    const form: Record<string, unknown> = {};
    try {
      for await (const part of request.parts()) {
        if (part.type === 'file') await addFile(form, part);
        else if (typeof part.value === 'string') addField(form as Record<string, string>, part.fieldname, part.value);
      }
    } catch (error) {
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
