import Handlebars from 'handlebars';
import type { TemplateDelegate } from 'handlebars';

/**
 * A leaf partial (`{{> tag text=x}}`) sees only what it is handed; by Handlebars' default the page's own `text`
 * would leak into it. A block partial (`{{#> card}}`) still sees the page's data, because its block needs them.
 */
class Isolate extends Handlebars.Visitor {
  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    super.PartialStatement(partial);
    const isBlock =
      partial.name.type === 'PathExpression' && (partial.name as hbs.AST.PathExpression).original === '@partial-block';
    if (partial.params.length > 0 || isBlock) return;
    partial.params.push({ type: 'UndefinedLiteral', loc: partial.loc } as hbs.AST.UndefinedLiteral);
  }
}

export function parse(source: string, name: string): hbs.AST.Program {
  return Handlebars.parse(source, { srcName: name });
}

/** What was compiled, by template: a process that boots more than once (the tests do, a hundred times) compiles once. */
const compiled = new Map<string, TemplateSpecification>();

/** Compiles now, not at the first request, and knows all helpers: a misspelt one stops the boot. */
export function compile(engine: typeof Handlebars, source: string, name: string): TemplateDelegate {
  const helpers = Object.keys(engine.helpers);
  const key = `${name}\n${helpers.join()}\n${source}`;
  const specification = compiled.get(key) ?? specify(engine, source, name, helpers);
  compiled.set(key, specification);
  return engine.template(specification);
}

function specify(
  engine: typeof Handlebars,
  source: string,
  name: string,
  helpers: readonly string[],
): TemplateSpecification {
  const program = parse(source, name);
  new Isolate().accept(program);
  const code = engine.precompile(program, {
    knownHelpers: Object.fromEntries(helpers.map((helper) => [helper, true])) as Record<
      string,
      boolean
    > as KnownHelpers,
    knownHelpersOnly: true,
    preventIndent: true, // an indented partial would put spaces into a textarea
  }) as string;
  // Handlebars has written this code from our own template files; `compile` would evaluate it the same way, but late.
  // oxlint-disable-next-line typescript/no-implied-eval
  return new Function(`return ${code}`)() as TemplateSpecification;
}
