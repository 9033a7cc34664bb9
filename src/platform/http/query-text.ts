import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** One value of the address's query as text: the first where it is named twice, undefined where it is not named. */
export const QueryText = createParamDecorator((name: string, context: ExecutionContext): string | undefined => {
  const { query } = context.switchToHttp().getRequest<FastifyRequest<{ Querystring: Record<string, unknown> }>>();
  const [first] = [query[name]].flat();
  return typeof first === 'string' ? first : undefined;
});
