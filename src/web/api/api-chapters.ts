import type { OpenAPIObject } from '@nestjs/swagger';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly string[];
  readonly body: readonly string[];
  readonly answer: readonly string[];
}

export interface Chapter {
  readonly tag: string;
  readonly id: string;
  readonly operations: readonly Operation[];
}

type Schema = {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  nullable?: boolean;
  description?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
};
type Described = {
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  responses?: Record<string, { content?: Record<string, { schema?: Schema }> }>;
};

/** The document as a reader turns its pages: by subject, each call with what it takes and gives. */
export function chapters(document: OpenAPIObject): Chapter[] {
  const named = (document.components?.schemas ?? {}) as Record<string, Schema>;
  const byTag = new Map<string, Operation[]>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item) as [string, Described][]) {
      const tag = operation.tags?.[0] ?? '';
      byTag.set(tag, [...(byTag.get(tag) ?? []), described(named, method, path, operation)]);
    }
  }
  return [...byTag].map(([tag, operations]) => ({ tag, id: tag.replaceAll(' ', '-'), operations }));
}

function described(named: Record<string, Schema>, method: string, path: string, operation: Described): Operation {
  const json = (content?: Record<string, { schema?: Schema }>) => content?.['application/json']?.schema;
  const good = operation.responses?.['200'] ?? operation.responses?.['201'];
  return {
    method: method.toUpperCase(),
    path,
    summary: operation.summary ?? '',
    parameters: (operation.parameters ?? []).map((one) => `${one.name} (${one.in}${one.required ? ', required' : ''})`),
    body: lines(named, json(operation.requestBody?.content)),
    answer: lines(named, json(good?.content)),
  };
}

/** A schema as one line a member: `tiers[].maxAmount: integer or null (fen)`. */
function lines(named: Record<string, Schema>, schema: Schema | undefined, at = '', depth = 0): string[] {
  if (!schema || depth > 6) return [];
  if (schema.$ref) return lines(named, named[schema.$ref.split('/').at(-1) ?? ''], at, depth + 1);
  if (schema.allOf) return schema.allOf.flatMap((part) => lines(named, part, at, depth + 1));
  if (schema.items) return [...line(schema, at), ...lines(named, schema.items, `${at}[]`, depth + 1)];
  if (!schema.properties) return line(schema, at);
  const inner = Object.entries(schema.properties).flatMap(([name, one]) =>
    lines(named, one, at === '' ? name : `${at}.${name}`, depth + 1),
  );
  return inner;
}

function line(schema: Schema, at: string): string[] {
  if (at === '' || (schema.items && !schema.description)) return [];
  const kind = schema.enum ? schema.enum.join(' | ') : [schema.type, schema.format].filter(Boolean).join(' ');
  const empty = schema.nullable ? ' | null' : '';
  return [`${at}: ${kind}${empty}${schema.description ? ` (${schema.description})` : ''}`];
}
