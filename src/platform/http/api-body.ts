import { Problem, type FieldProblem } from '../../kernel/problem.js';
import { bind } from './bind.js';

/** A list of ids in a body, at least one. @throws Problem `validation` */
export function idsIn(body: unknown, name: string, most = 50): string[] {
  const list = (body as Record<string, unknown> | null)?.[name];
  const refuse = (code: string, params = {}) => new Problem('validation', {}, [{ field: name, code, params }]);
  if (!Array.isArray(list) || list.length === 0) throw refuse('required');
  if (list.length > most) throw refuse('too-many', { max: most });
  if (!list.every((id): id is string => typeof id === 'string' && /^[\w-]{1,36}$/.test(id))) throw refuse('id');
  return list;
}

/** Binds each member of a list, its problems named `tiers.0.maxAmount`. */
export async function bindEach<T extends object>(
  type: new () => T,
  list: unknown,
  name: string,
): Promise<{ inputs: T[]; problems: FieldProblem[] }> {
  if (!Array.isArray(list) || list.length > 200)
    return { inputs: [], problems: [{ field: name, code: 'list', params: {} }] };
  const inputs: T[] = [];
  const problems: FieldProblem[] = [];
  for (const [index, item] of list.entries()) {
    const object = item !== null && typeof item === 'object' && !Array.isArray(item);
    const bound = object ? await bind(type, item) : null;
    if (bound?.ok) inputs.push(bound.input);
    else if (bound) problems.push(...bound.problems.map((one) => ({ ...one, field: `${name}.${index}.${one.field}` })));
    else problems.push({ field: `${name}.${index}`, code: 'list', params: {} });
  }
  return { inputs, problems };
}
