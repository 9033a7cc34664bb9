import Handlebars from 'handlebars';
import type { TemplateDelegate } from 'handlebars';
import type { Words } from '../i18n/words.js';
import { chartHelpers } from './chart-helpers.js';
import { compile } from './compile.js';
import { formHelpers } from './form-helpers.js';
import type { Helpers } from './helper.js';
import { logicHelpers } from './logic-helpers.js';
import type { RenderContext } from './render-context.js';
import { readTemplates } from './template-files.js';
import { valueHelpers } from './value-helpers.js';
import { wordHelpers } from './word-helpers.js';

/** Draws pages from `templates`, all compiled when this is made. */
export class Views {
  private readonly engine = Handlebars.create();

  constructor(words: Words, templates: ReadonlyMap<string, string>) {
    this.engine.registerHelper(this.helpers(words) as Record<string, Handlebars.HelperDelegate>);
    for (const [name, source] of templates) this.engine.registerPartial(name, compile(this.engine, source, name));
  }

  static from(folder: string, words: Words): Views {
    return new Views(words, readTemplates(folder));
  }

  get helperNames(): string[] {
    return Object.keys(this.engine.helpers);
  }

  has(name: string): boolean {
    return `pages/${name}` in this.engine.partials;
  }

  /** The page `templates/pages/<name>.hbs` as HTML. Throws when there is no such page. */
  render(name: string, data: object, view: RenderContext): string {
    return this.renderPartial(`pages/${name}`, data, view);
  }

  /** Any template by its name, without a page around it. */
  renderPartial(name: string, data: object, view: RenderContext): string {
    return this.template(name)(data, { data: { view } });
  }

  private helpers(words: Words): Helpers {
    return {
      ...logicHelpers,
      ...chartHelpers,
      ...wordHelpers(words),
      ...valueHelpers(words),
      ...formHelpers(words, (name) => this.template(name)),
    };
  }

  private template(name: string): TemplateDelegate {
    const template = this.engine.partials[name] as TemplateDelegate | undefined;
    if (!template) throw new Error(`There is no template ${name}`);
    return template;
  }
}
