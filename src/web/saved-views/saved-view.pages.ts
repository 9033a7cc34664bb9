import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Me, SignedIn } from '../../platform/http/access.js';
import { Forms } from '../../platform/http/forms.js';
import { hrefWith } from '../../platform/http/list-address.js';
import { message } from '../../platform/i18n/message.js';
import { SavedViews, type SeenView } from '../../platform/saved-views/saved-views.service.js';
import { ViewLists } from '../../platform/saved-views/view-lists.js';
import { PATH, viewHref } from '../../platform/saved-views/view-tabs.js';
import type { FormView } from '../../platform/views/form-view.js';
import { page, redirect } from '../../platform/views/result.js';
import { NewViewForm, SavedViewForm } from './saved-view.forms.js';

type Asked = Record<string, string | undefined>;

/** Views of every list: 我的视图 are private, 团队视图 are seen by colleagues and changed by their owner alone. */
@Controller('views')
@SignedIn()
export class SavedViewPages {
  constructor(
    private readonly views: SavedViews,
    private readonly lists: ViewLists,
    private readonly forms: Forms,
  ) {}

  @Get()
  async all(@Me() me: Actor, @Query() { list: name = '' }: Asked) {
    const list = this.lists.require(me, name);
    const seen = await this.views.seen(me, name);
    const rows = seen.map((view) => ({ ...view, href: viewHref(list.path, view) }));
    return page('saved-views/list', {
      crumbs: crumbs(list.path, name, message('saved-view.manage')),
      subtitle: message(`saved-view.list.${name}`),
      groups: [
        { heading: message('saved-view.mine'), rows: rows.filter(({ shared }) => !shared) },
        { heading: message('saved-view.team'), rows: rows.filter(({ shared }) => shared) },
      ].filter((group) => group.rows.length > 0),
      listHref: everything(list.path),
    });
  }

  @Get('new')
  async blank(@Me() me: Actor, @Query() { list = '', address = '', from }: Asked) {
    const name = from ? await this.nameToCopy(me, from) : '';
    return this.newPage(me, list, this.forms.blank(NewViewForm, { list, address, name }));
  }

  @Post()
  create(@Me() me: Actor, @Body() body: Asked) {
    return this.forms.handle(NewViewForm, body, {
      submit: async ({ list, address, ...change }) => {
        const view = await this.views.create(me, list, queryOf(address), change);
        return redirect(viewHref(this.lists.require(me, list).path, view), 'saved-view.saved', { name: view.name });
      },
      again: (form) => this.newPage(me, body['list'] ?? '', form),
    });
  }

  @Get(':id')
  async show(@Me() me: Actor, @Param('id') id: string) {
    const view = await this.views.requireOwn(me, id);
    return this.editPage(me, view, this.forms.blank(SavedViewForm, view));
  }

  @Post(':id')
  async change(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    const view = await this.views.requireOwn(me, id);
    return this.forms.handle(SavedViewForm, body, {
      submit: async (input) => {
        await this.views.change(me, id, input);
        return redirect(manageHref(view.list), 'saved-view.changed', { name: input.name });
      },
      again: (form) => this.editPage(me, view, form),
    });
  }

  /** 保存改动: the list as it stands now. */
  @Post(':id/address')
  async keep(@Me() me: Actor, @Param('id') id: string, @Body() { address }: Asked) {
    const view = await this.views.keep(me, id, queryOf(address));
    return redirect(viewHref(this.lists.require(me, view.list).path, view), 'saved-view.changed', { name: view.name });
  }

  @Post(':id/first')
  async open(@Me() me: Actor, @Param('id') id: string, @Body() { first }: Asked) {
    const { list, name } = await this.views.open(me, id, first === 'true');
    return redirect(manageHref(list), first === 'true' ? 'saved-view.first-set' : 'saved-view.first-unset', { name });
  }

  @Get(':id/removal')
  async confirmRemoval(@Me() me: Actor, @Param('id') id: string) {
    const view = await this.views.requireOwn(me, id);
    return page('saved-views/removal', { view, backHref: manageHref(view.list) });
  }

  @Post(':id/removal')
  async remove(@Me() me: Actor, @Param('id') id: string) {
    const { list, name } = await this.views.remove(me, id);
    return redirect(manageHref(list), 'saved-view.removed', { name });
  }

  private newPage(me: Actor, name: string, form: FormView) {
    const { path } = this.lists.require(me, name);
    const backHref = hrefWith(path, queryOf(form.fields['address']?.value), {});
    return page('saved-views/form', {
      title: message('saved-view.new'),
      crumbs: crumbs(path, name, message('saved-view.new')),
      form,
      action: PATH,
      backHref,
    });
  }

  private editPage(me: Actor, view: SeenView, form: FormView) {
    const { path } = this.lists.require(me, view.list);
    return page('saved-views/form', {
      title: message('saved-view.edit', { name: view.name }),
      crumbs: crumbs(path, view.list, message('saved-view.edit', { name: view.name })),
      form,
      action: `${PATH}/${view.id}`,
      backHref: manageHref(view.list),
    });
  }

  /** A copy of one's own needs another name; that of a colleague may keep it. */
  private async nameToCopy(me: Actor, id: string): Promise<string> {
    const { name, own } = await this.views.require(me, id);
    return own ? '' : name;
  }
}

const manageHref = (list: string): string => hrefWith(PATH, { list }, {});
/** Without any address the list would open with the reader's first view. */
const everything = (path: string): string => `${path}?page=1`;
const crumbs = (path: string, list: string, last: object): object[] => [
  { label: message(`saved-view.list.${list}`), href: everything(path) },
  { label: last },
];

/** What a page hands over of a list's address, as names and values; nonsense is nothing. */
function queryOf(address: unknown): Asked {
  return typeof address === 'string' ? Object.fromEntries(new URLSearchParams(address)) : {};
}
