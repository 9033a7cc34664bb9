export interface AnySchema {
  readonly type: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly items?: AnySchema;
  readonly properties?: Readonly<Record<string, AnySchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

/** Where a value is not what its schema says: the part of JSON schema that our answers are described in. */
export function schemaFaults(schema: AnySchema, value: unknown, at = '$'): string[] {
  if (value === null) return schema.nullable ? [] : [`${at} is null`];
  if (schema.enum && !schema.enum.includes(value)) return [`${at} is ${JSON.stringify(value)}`];
  switch (schema.type) {
    case 'array':
      if (!Array.isArray(value)) return [`${at} is no list`];
      return value.flatMap((item, index) => (schema.items ? schemaFaults(schema.items, item, `${at}[${index}]`) : []));
    case 'object':
      return typeof value === 'object'
        ? memberFaults(schema, value as Record<string, unknown>, at)
        : [`${at} is no object`];
    case 'integer':
      return Number.isSafeInteger(value) ? [] : [`${at} is no whole number`];
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === schema.type ? [] : [`${at} is ${typeof value}, not ${schema.type}`];
  }
}

function memberFaults(
  { properties = {}, required = [], additionalProperties }: AnySchema,
  value: Record<string, unknown>,
  at: string,
): string[] {
  const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`);
  const more = additionalProperties === false ? Object.keys(value).filter((name) => !(name in properties)) : [];
  const inner = Object.entries(properties).flatMap(([name, one]) =>
    name in value ? schemaFaults(one, value[name], `${at}.${name}`) : [],
  );
  return [...missing, ...more.map((name) => `${at}.${name} is not described`), ...inner];
}
