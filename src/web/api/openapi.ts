import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { problems } from '../../kernel/problems.js';

const PREFIX = '/api/v1/';

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance', 'traceId'],
  properties: {
    type: { type: 'string', description: '/problems/<code>' },
    title: { type: 'string', description: 'in the language of Accept-Language' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: Object.keys(problems) },
    instance: { type: 'string' },
    traceId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'code', 'message'],
        properties: { field: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

/** What the running application answers under /api/v1, as OpenAPI 3. The same text on every machine. */
export function openApiOf(app: INestApplication): OpenAPIObject {
  const head = new DocumentBuilder()
    .setTitle('Yipanqi')
    .setDescription(
      'Codes, ids and numbers: amounts in fen, rates in parts per million, days in Asia/Shanghai, instants in UTC.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'POST /api/v1/sessions gives a token.' })
    .build();
  const document = SwaggerModule.createDocument(app, head, {
    operationIdFactory: (controller, method) => `${controller.replace(/Api$/, '')}.${method}`,
  });
  const paths = Object.entries(document.paths).filter(([path]) => path.startsWith(PREFIX));
  for (const [, item] of paths) {
    for (const operation of Object.values(item) as { responses?: Record<string, object> }[]) {
      operation.responses = { ...operation.responses, default: refusal };
    }
  }
  const { ProblemDetails: _none, ...schemas } = document.components?.schemas ?? {};
  return {
    ...document,
    paths: Object.fromEntries(paths.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    components: { ...document.components, schemas: { ...schemas, ProblemDetails: problemSchema as object } },
  };
}

const refusal = {
  description: 'Refused',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDetails' } } },
};
