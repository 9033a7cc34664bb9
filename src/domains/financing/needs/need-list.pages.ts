import { Body, Controller, Get, Post, Query, type OnModuleInit } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import { industries } from '../../../directory/codes/industries.js';
import { Colleagues, type Colleague } from '../../../matchmaking/colleagues.js';
import { handoverReport } from '../../../matchmaking/demand-bulk.js';
import { DemandHandover } from '../../../matchmaking/demand-handover.js';
import { DemandLabels } from '../../../matchmaking/demand-labels.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { bindReadable } from '../../../platform/http/bind.js';
import { Forms } from '../../../platform/http/forms.js';
import { pagerOf, readAddress, sizesOf } from '../../../platform/http/list-address.js';
import { message } from '../../../platform/i18n/message.js';
import { ViewLists } from '../../../platform/saved-views/view-lists.js';
import { ViewTabs } from '../../../platform/saved-views/view-tabs.js';
import { page, redirect } from '../../../platform/views/result.js';
import { termWord } from './need-facts.js';
import { listLinks, NEED_LIST, PATH } from './need-list.links.js';
import { NeedFilterForm, needViews, pageSizes } from './need-filter.forms.js';
import { NeedList, type NeedRow } from './need-list.query.js';
import { needTone } from './need-status.js';

/** 融资需求: everybody's list, as far as they may see; what it shows stands in its address. */
@Controller('financing/needs')
export class NeedListPages implements OnModuleInit {
  constructor(
    private readonly list: NeedList,
    private readonly colleagues: Colleagues,
    private readonly handover: DemandHandover,
    private readonly labels: DemandLabels,
    private readonly forms: Forms,
    private readonly viewLists: ViewLists,
    private readonly viewTabs: ViewTabs,
  ) {}

  onModuleInit(): void {
    const permission = 'financing.need.read';
    this.viewLists.define({ name: NEED_LIST, path: PATH, permission, form: NeedFilterForm });
  }

  @Get()
  @Allow('financing.need.read')
  async show(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Query() query: Record<string, unknown>) {
    const start = await this.viewTabs.start(me, NEED_LIST, query);
    if (start) return redirect(start);
    const centre = me.organisationKind === 'centre';
    const { label, ...others } = readAddress(NeedFilterForm, query);
    const address = { ...others, ...(centre && label && { label }) };
    const filter = bindReadable(NeedFilterForm, address);
    const found = await this.list.page(me, filter);
    const officers = centre ? await this.colleagues.list('financing') : [];
    const known = centre ? await this.labels.known('financing') : [];
    const labels = centre ? await this.labels.of(found.rows.map(({ id }) => id)) : new Map<string, string[]>();
    const bar = await this.viewTabs.of(me, NEED_LIST, address);
    const links = listLinks(address, filter, { officers, locale });
    const assigns = may(me, 'financing.need.assign');
    return page('financing/needs', {
      centre,
      files: may(me, 'financing.need.file'),
      assigns,
      notes: may(me, 'financing.need.note'),
      known,
      exports: may(me, 'financing.need.export'),
      exportHref: links.exportHref,
      bulk: assigns || may(me, 'financing.need.export'),
      filter: this.filterForm(filter, officers, known, locale),
      moreOpen: Boolean(filter.officer ?? filter.label ?? filter.amountFrom ?? filter.amountTo),
      hidden: links.hidden,
      tags: links.tags,
      views: [
        ...needViews
          .filter((view) => view !== 'mine' || assigns)
          .map((view) => ({
            href: links.href({ view, saved: undefined }),
            label: message(`need.view.${view}`),
            count: found.counts[view],
            current: bar.current === null && (filter.view ?? 'all') === view,
          })),
        ...bar.tabs,
      ],
      bar,
      clearHref: links.clearHref,
      sort: links.sort,
      rows: found.rows.map((row) => ({ ...shown(me, row), labels: labels.get(row.id) ?? [] })),
      filtered: links.tags.length > 0 || (filter.view ?? 'all') !== 'all',
      officers: officers.map(({ id, name }) => ({ id, name })),
      pager: {
        ...pagerOf(PATH, address, found.total, found.size, found.page),
        sizes: sizesOf(PATH, address, pageSizes, found.size),
      },
    });
  }

  /** 转同事 for the ticked rows, with a report row by row. */
  @Post('handover')
  @Allow('financing.need.assign')
  async handOver(@Me() me: Actor, @Body() body: Record<string, unknown>) {
    const ids = [body['id']].flat().filter((id): id is string => typeof id === 'string');
    const to = typeof body['to'] === 'string' ? await this.colleagues.find('financing', body['to']) : null;
    if (ids.length === 0 || !to) return redirect('/financing/needs', 'need.bulk.pick', {}, 'warn');
    const results = await this.handover.handOverAll(me, ids, to.id);
    return handoverReport(PATH, results, to.name);
  }

  private filterForm(filter: object, officers: readonly Colleague[], known: readonly string[], locale: string) {
    const form = this.forms.blank(NeedFilterForm, filter);
    const { section, officer, label } = filter as { section?: string; officer?: string; label?: string };
    form.fields['section'] = {
      kind: 'choice',
      options: industries.children().map(({ code }) => ({
        value: code,
        label: `${code} ${industries.name(code, locale)}`,
        checked: code === section,
      })),
    };
    form.fields['officer'] = {
      kind: 'choice',
      options: [
        { value: 'none', label: message('need.officer.none'), checked: officer === 'none' },
        ...officers.map(({ id, name }) => ({ value: id, label: name, checked: id === officer })),
      ],
    };
    form.fields['label'] = {
      kind: 'choice',
      options: known.map((one) => ({ value: one, label: one, checked: one === label })),
    };
    // In a search nothing has to be filled in: saying so at every field would only be noise.
    for (const field of Object.values(form.fields)) field.optional = false;
    return form;
  }
}

const toDraft = (row: NeedRow) =>
  row.status === 'draft' ? `/financing/needs/${row.id}/use` : `/financing/needs/${row.id}`;

/** A row with its first action: what the reader would do with it now. */
function shown(me: Actor, row: NeedRow) {
  const draft = ['financing.need.edit', 'use', 'need.act.resume'] as const;
  const acts: Partial<Record<NeedRow['status'], readonly [permission: string, path: string, label: string]>> =
    me.organisationKind === 'centre'
      ? {
          'to-verify': ['financing.need.verify', 'verification', 'need.act.verify'],
          'to-refer': ['financing.need.refer', 'match', 'need.act.refer'],
          draft,
        }
      : { draft, 'to-mend': ['financing.need.edit', 'check', 'need.act.mend'] };
  const [permission, path, label] = acts[row.status] ?? [];
  return {
    ...row,
    href: toDraft(row),
    tone: needTone(row.status),
    kind: row.financingKind ? message(`fact.financingKind.${row.financingKind}`) : message('need.kind.open'),
    term: termWord(row.termMonths),
    act:
      permission && label && may(me, permission)
        ? { href: `/financing/needs/${row.id}/${path}`, label: message(label) }
        : null,
  };
}
