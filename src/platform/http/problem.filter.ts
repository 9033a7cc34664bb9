import { Catch, HttpException, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../kernel/problem.js';
import { statusOf, type ProblemCode } from '../../kernel/problems.js';
import { isUniqueViolation } from '../database/faults.js';
import { message } from '../i18n/message.js';
import { Words } from '../i18n/words.js';
import { Log } from '../logging/log.js';
import { failureCode } from '../outbox/backoff.js';
import { page } from '../views/result.js';
import { PageWriter } from './page-writer.js';
import { RequestReader } from './request-reader.js';

/** The one place where a failure becomes an answer: problem+json for programs, a plain page for people. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly reader: RequestReader,
    private readonly writer: PageWriter,
    private readonly words: Words,
    private readonly log: Log,
  ) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemFrom(thrown);
    const status = statusOf(problem.code);
    if (status >= 500) this.log.error({ traceId: request.id, code: problem.code, error: described(thrown) });
    if (reply.sent) return;
    if (status === 503) void reply.header('retry-after', '5');
    if (status === 429) void reply.header('retry-after', String(60 * Number(problem.params['minutes'] ?? 1)));
    try {
      await this.answer(request, reply, problem, status);
    } catch (error) {
      this.log.error({ traceId: request.id, code: 'error-page', error: described(error) });
      void reply.status(500).type('text/plain; charset=utf-8').send(`500 ${request.id}`);
    }
  }

  private async answer(request: FastifyRequest, reply: FastifyReply, problem: Problem, status: number): Promise<void> {
    const facts = await this.reader.factsOf(request).catch(() => null);
    const locale = facts?.locale ?? 'zh-CN';
    const title = this.words.t(locale, `problem.${problem.code}`, problem.params);
    if (wantsJson(request)) {
      void reply
        .status(status)
        .type('application/problem+json; charset=utf-8')
        .send(
          JSON.stringify({
            type: `/problems/${problem.code}`,
            title,
            status,
            detail: title,
            code: problem.code,
            instance: request.url.split('?')[0],
            errors: problem.fields?.map((field) => ({
              field: field.field,
              code: field.code,
              message: this.words.t(locale, `problem.field.${field.code}`, field.params),
            })),
            traceId: request.id,
          }),
        );
      return;
    }
    if (status === 401 && isReading(request)) {
      void reply
        .status(303)
        .header('location', `/sign-in?next=${encodeURIComponent(request.url)}`)
        .send('');
      return;
    }
    const said = message(`problem.${problem.code}`, { ...problem.params });
    const shown = status < 500 && status !== 404;
    const data = {
      status,
      title: message(titleOf(problem.code, status)),
      ...(shown && { problem: said }),
      backHref: status === 401 ? signInHref(refererPath(request)) : refererPath(request),
      traceId: facts?.traceId ?? request.id,
    };
    const html = await this.writer.write(request, reply, page('error', data, status));
    void reply.send(html);
  }
}

/** Somebody else's save is one conflict of many: the others say for themselves what stands in the way. */
const titleOf = (code: ProblemCode, status: number): string =>
  status === 409 && code !== 'conflict-version' ? 'problem.page.409.done' : `problem.page.${pageOf(status)}`;

/** Statuses that have a page of their own words. */
const pageOf = (status: number): number =>
  [400, 401, 403, 404, 409, 410, 413, 415, 422, 429, 503].includes(status) ? status : 500;

const isReading = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

const wantsJson = (request: FastifyRequest): boolean =>
  request.url.startsWith('/api/') || (request.headers.accept ?? '').startsWith('application/json');

/** Only a path of our own site is offered as the way back. */
function refererPath(request: FastifyRequest): string | null {
  try {
    const url = new URL(request.headers.referer ?? '');
    return url.host === request.headers.host ? url.pathname + url.search : null;
  } catch {
    return null;
  }
}

/** Back to the page the form stood on, where its draft waits; the address it was posted to may be no page. */
const signInHref = (back: string | null): string => (back ? `/sign-in?next=${encodeURIComponent(back)}` : '/sign-in');

/** Maps what frameworks throw to our catalogue; anything unknown is `internal` and shows only a trace id. */
function problemFrom(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (isUniqueViolation(thrown)) return new Problem('duplicate'); // a key decided what may happen once
  const status =
    thrown instanceof HttpException ? thrown.getStatus() : Number((thrown as { statusCode?: number }).statusCode);
  const codes: Record<number, ProblemCode> = {
    400: 'unreadable-body',
    401: 'unauthenticated',
    403: 'forbidden',
    404: 'not-found',
    413: 'too-large',
    415: 'unsupported-type',
  };
  return new Problem(codes[status] ?? 'internal');
}

/** Logs say what failed and where; never the message, which can quote what a person typed. */
function described(error: unknown): { name: string; code?: string; stack?: string } {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^ +at /.test(line));
  return { name: error.name, code: failureCode(error), stack: frames.join('\n') };
}
