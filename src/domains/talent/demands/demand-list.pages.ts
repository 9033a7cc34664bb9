import { Body, Controller, Get, HttpCode, Post, Query, Res, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { educationLevels } from '../../../directory/codes/education-levels.js';
import { majors } from '../../../directory/codes/majors.js';
import { may, type Actor } from '../../../kernel/actor.js';
import { Colleagues } from '../../../matchmaking/colleagues.js';
import { handoverReport } from '../../../matchmaking/demand-bulk.js';
import { DemandLabels } from '../../../matchmaking/demand-labels.js';
import { DemandHandover } from '../../../matchmaking/demand-handover.js';
import { exportAnswer } from '../../../platform/exports/export-answer.js';
import type { ExportFilter } from '../../../platform/exports/export-kinds.js';
import { Exports } from '../../../platform/exports/exports.service.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { bindReadable } from '../../../platform/http/bind.js';
import { Forms } from '../../../platform/http/forms.js';
import { hrefWith, pagerOf, readAddress, sizesOf } from '../../../platform/http/list-address.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import { ViewLists } from '../../../platform/saved-views/view-lists.js';
import { ViewTabs } from '../../../platform/saved-views/view-tabs.js';
import { page, redirect } from '../../../platform/views/result.js';
import { demandGroups, DemandFilterForm, demandSorts, pageSizes } from './demand-filter.forms.js';
import { DemandList } from './demand-list.query.js';
import { demandTones } from './demand.views.js';

const LIST = 'talent.demands';
const PATH = '/talent/demands';
const filters = ['q', 'major', 'level', 'trade', 'label'] as const;

/** 人才需求: everybody's list, as far as they may see; what it shows stands in its address. */
@Controller('talent/demands')
export class DemandListPages implements OnModuleInit {
  constructor(
    private readonly list: DemandList,
    private readonly labels: DemandLabels,
    private readonly colleagues: Colleagues,
    private readonly handover: DemandHandover,
    private readonly forms: Forms,
    private readonly exports: Exports,
    private readonly viewLists: ViewLists,
    private readonly viewTabs: ViewTabs,
  ) {}

  onModuleInit(): void {
    this.viewLists.define({ name: LIST, path: PATH, permission: 'talent.demand.read', form: DemandFilterForm });
  }

  @Get()
  @Allow('talent.demand.read')
  async show(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Query() query: Record<string, unknown>) {
    const start = await this.viewTabs.start(me, LIST, query);
    if (start) return redirect(start);
    const centre = me.organisationKind === 'centre';
    const { label, ...others } = readAddress(DemandFilterForm, query);
    const address: Record<string, string> = { ...others, ...(centre && label && { label }) };
    const filter = bindReadable(DemandFilterForm, address);
    const found = await this.list.page(me, filter);
    const known = centre ? await this.labels.known('talent') : [];
    const labels = centre ? await this.labels.of(found.rows.map(({ id }) => id)) : new Map<string, string[]>();
    const bar = await this.viewTabs.of(me, LIST, address);
    const href = (change: Record<string, string | undefined>) =>
      hrefWith(PATH, address, { page: undefined, ...change });
    const by = filter.sort ?? 'submitted';
    const direction = filter.direction ?? 'descending';
    const form = this.forms.blank(DemandFilterForm, filter);
    for (const option of form.fields['level']?.options ?? []) option.label = educationLevels.name(option.value, locale);
    const options = known.map((one) => ({ value: one, label: one, checked: one === address['label'] }));
    form.fields['label'] = { kind: 'choice', options };
    for (const one of Object.values(form.fields)) one.optional = false;
    const assigns = may(me, 'talent.demand.assign');
    const exportable = may(me, 'talent.demand.export');
    return page('talent/demands', {
      centre,
      files: may(me, 'talent.demand.file'),
      assigns,
      exports: exportable,
      notes: may(me, 'talent.demand.note'),
      known,
      bulk: assigns || exportable,
      exportHref: hrefWith(`${PATH}/export`, address, { page: undefined, size: undefined, saved: undefined }),
      filter: form,
      hidden: (['state', 'sort', 'direction', 'size', 'saved'] as const).flatMap((name) =>
        address[name] ? [{ name, value: address[name] }] : [],
      ),
      tags: filters
        .filter((name) => address[name])
        .map((name) => ({
          href: href({ [name]: undefined }),
          label: message('need.tag', {
            name: message(`talent.demands.${name}`),
            value:
              name === 'level'
                ? educationLevels.name(address[name] ?? '', locale)
                : name === 'trade'
                  ? message(`talent-fact.trade.${address[name]}`)
                  : (address[name] ?? ''),
          }),
        })),
      views: [
        ...[undefined, ...Object.keys(demandGroups)].map((state) => ({
          href: href({ state, saved: undefined }),
          label: message(`talent.demands.state.${state ?? 'all'}`),
          current: bar.current === null && (filter.state ?? undefined) === state,
        })),
        ...bar.tabs,
      ],
      bar,
      clearHref: hrefWith(PATH, { state: address['state'] ?? '', sort: 'submitted' }, {}),
      sort: {
        by,
        direction,
        hrefs: Object.fromEntries(
          demandSorts.map((sort) => [
            sort,
            href({ sort, direction: sort === by && direction === 'descending' ? 'ascending' : 'descending' }),
          ]),
        ),
      },
      rows: found.rows.map((row) => ({
        ...row,
        labels: labels.get(row.id) ?? [],
        href: row.state === 'draft' ? `${PATH}/${row.id}/check` : `${PATH}/${row.id}`,
        tone: demandTones[row.state] ?? 'mute',
        level: row.educationLevel ? educationLevels.name(row.educationLevel, locale) : null,
        major: row.majors ? majors.name(row.majors, locale) : null,
        month: row.onboardBy?.slice(0, 7) ?? null,
        verifyHref:
          row.state === 'submitted' && may(me, 'talent.demand.verify') ? `${PATH}/${row.id}/verification` : null,
      })),
      filtered: Object.keys(address).length > 0,
      officers: centre ? await this.colleagues.list('talent') : [],
      pager: {
        ...pagerOf(PATH, address, found.total, found.size, found.page),
        sizes: sizesOf(PATH, address, pageSizes, found.size),
      },
    });
  }

  @Get('export')
  @Allow('talent.demand.export')
  download(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Query() query: ExportFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.export(me, locale, query, reply);
  }

  /** The ticked rows. */
  @Post('export')
  @HttpCode(200)
  @Allow('talent.demand.export')
  picked(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Body() body: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.export(me, locale, { id: idsOf(body) }, reply);
  }

  private async export(me: Actor, locale: Locale, query: ExportFilter, reply: FastifyReply) {
    return exportAnswer(await this.exports.ask(me, LIST, query, locale), reply);
  }

  /** 转同事 for the ticked rows, with a report row by row. */
  @Post('handover')
  @Allow('talent.demand.assign')
  async handOver(@Me() me: Actor, @Body() body: Record<string, unknown>) {
    const ids = idsOf(body);
    const to = typeof body['to'] === 'string' ? await this.colleagues.find('talent', body['to']) : null;
    if (ids.length === 0 || !to) return redirect(PATH, 'need.bulk.pick', {}, 'warn');
    const results = await this.handover.handOverAll(me, ids, to.id);
    return handoverReport(PATH, results, to.name);
  }
}

const idsOf = (body: Record<string, unknown>): string[] =>
  [body['id']].flat().filter((id): id is string => typeof id === 'string');
