import Handlebars from 'handlebars';

/** The words a template asks for: whole keys, and beginnings whose end is only known when it is drawn. */
export interface AskedWords {
  keys: string[];
  prefixes: string[];
}

type Call = hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression;

class Collector extends Handlebars.Visitor {
  readonly keys: string[] = [];
  readonly prefixes: string[] = [];

  override MustacheStatement(node: hbs.AST.MustacheStatement): void {
    this.collect(node);
    super.MustacheStatement(node);
  }

  override SubExpression(node: hbs.AST.SubExpression): void {
    this.collect(node);
    super.SubExpression(node);
  }

  private collect(node: Call): void {
    const helper = node.path.type === 'PathExpression' ? (node.path as hbs.AST.PathExpression).original : '';
    const texts = node.params.map((param) =>
      param.type === 'StringLiteral' ? (param as hbs.AST.StringLiteral).value : undefined,
    );
    if (helper === 't') this.ask(texts);
    if (helper === 'columns') for (const name of texts.slice(1)) this.ask([texts[0], name?.split(':')[0]]);
  }

  /** `t "a" b` asks for something under `a.`; `t a` for something the code gives, which is looked for there. */
  private ask(texts: readonly (string | undefined)[]): void {
    const open = texts.indexOf(undefined);
    if (open === -1) this.keys.push(texts.join('.'));
    else if (open > 0) this.prefixes.push(`${texts.slice(0, open).join('.')}.`);
  }
}

export function askedWords(template: string): AskedWords {
  const collector = new Collector();
  collector.accept(Handlebars.parse(template));
  return collector;
}
