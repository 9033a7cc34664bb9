import { Injectable, type OnModuleInit } from '@nestjs/common';
import { may, type Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { ExportKinds, type ExportFilter } from '../../platform/exports/export-kinds.js';
import { MOST_ROWS } from '../../platform/exports/exports.service.js';
import { hrefWith, pageNumber, pagerOf, type Query } from '../../platform/http/list-address.js';
import { message, type Text } from '../../platform/i18n/message.js';
import { Organisations } from '../../directory/organisations.js';
import { figures, isFigure, type Definition, type Figure } from './figure-definitions.js';
import { Figures } from './figures.js';

const PAGE = 50;
const EXPORT = 'financing.need.export';

const columns = [
  { key: 'number', kind: 'text', width: 18 },
  { key: 'enterprise', kind: 'text', width: 32 },
  { key: 'institution', kind: 'text', width: 28 },
  { key: 'amount', kind: 'money-wan', width: 14 },
  { key: 'people', kind: 'number', width: 10 },
  { key: 'hours', kind: 'number', width: 14 },
  { key: 'at', kind: 'datetime', width: 18 },
] as const;

/** A figure as the list of its rows, on the page and as a file. */
@Injectable()
export class FigurePage implements OnModuleInit {
  constructor(
    private readonly figures: Figures,
    private readonly organisations: Organisations,
    private readonly kinds: ExportKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.define({
      name: 'work.figures',
      permission: EXPORT,
      columns,
      count: async (_actor, filter) => {
        const { figure, month, institution } = this.read(filter);
        return (await this.figures.total(figure, month, institution)).count;
      },
      rows: async (_actor, filter) => {
        const { figure, month, institution } = this.read(filter);
        const rows = await this.figures.rows(figure, month, { institution, limit: MOST_ROWS });
        return rows.map(({ demandId: _demandId, href: _href, ...row }) => row);
      },
    });
  }

  /** @throws Problem `not-found` for what is no figure */
  private read({ figure, month, institution }: ExportFilter | Query) {
    if (typeof figure !== 'string' || !isFigure(figure)) throw new Problem('not-found');
    const only = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
    return { figure, month: this.figures.month(only(month)), institution: only(institution) ?? null };
  }

  async data(me: Actor, figure: Figure, query: Query): Promise<object> {
    const { month, institution } = this.read({ ...query, figure });
    const { count, amount } = await this.figures.total(figure, month, institution);
    const offset = (pageNumber(query) - 1) * PAGE;
    const path = `/w/figures/${figure}`;
    const definition: Definition = figures[figure];
    const here: Query = { month, ...(institution && { institution }), page: query['page'] };
    return {
      ...titleOf(figure),
      month: definition.monthly ? month : null,
      people: definition.unit === 'people',
      institution: institution && (await this.nameOf(institution)),
      answers: figure === 'answered' || figure === 'sent-answered',
      rows: await this.figures.rows(figure, month, { institution, limit: PAGE, offset }),
      amount,
      pager: pagerOf(path, here, count, PAGE),
      exportHref: may(me, EXPORT) && count > 0 ? hrefWith(`${path}/export`, here, { page: undefined }) : null,
    };
  }

  private async nameOf(id: string): Promise<string> {
    return (await this.organisations.require(id)).name;
  }
}

function titleOf(figure: Figure): { title: Text; formula: Text } {
  if (!figure.startsWith('funnel-'))
    return { title: message(`work.figure.${figure}`), formula: message(`work.figure.${figure}.formula`) };
  const step = message(`work.funnel.${figure.slice('funnel-'.length)}`);
  return { title: message('work.funnel.title', { step }), formula: message('work.funnel.formula') };
}
