import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { pickedIds } from '../../../platform/http/picked-ids.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { ManagerForm, NewManagerForm } from './client-manager.forms.js';
import { ClientManagers } from './client-managers.service.js';
import { ManagerQueries, type ManagerRow } from './manager.queries.js';

const PATH = '/financing/client-managers';
/** What a form begins with: as many cases as one person usually keeps in mind. */
const USUAL_LIMIT = 5;

/** 客户经理: an institution keeps who of its people takes assigned needs. */
@Controller('financing/client-managers')
@Allow('financing.manager.edit')
export class ClientManagerPages {
  constructor(
    private readonly forms: Forms,
    private readonly managers: ClientManagers,
    private readonly queries: ManagerQueries,
  ) {}

  @Get()
  async list(@Me() me: Actor) {
    const rows = await this.queries.ofInstitution(me.organisationId);
    return page('financing/client-managers', { rows: rows.map(shown) });
  }

  @Get('new')
  blank(@Me() me: Actor) {
    return this.newPage(me, this.forms.blank(NewManagerForm, { caseLimit: USUAL_LIMIT }), []);
  }

  @Post('new')
  add(@Me() me: Actor, @Body() body: Record<string, unknown>) {
    const { products: boxes, ...typed } = body;
    const products = pickedIds(boxes);
    return this.forms.handle(NewManagerForm, typed, {
      submit: async ({ userId, ...input }) => {
        await this.managers.add(me, userId, { ...input, products });
        return redirect(PATH, 'manager.saved');
      },
      again: (form) => this.newPage(me, form, products),
    });
  }

  @Get(':id')
  async edit(@Me() me: Actor, @Param('id') id: string) {
    const manager = await this.managers.require(me, id);
    const products = manager.products.map((product) => product.id);
    return this.editPage(me, manager, this.forms.blank(ManagerForm, manager), products);
  }

  @Post(':id')
  async save(@Me() me: Actor, @Param('id') id: string, @Body() body: Record<string, unknown>) {
    const manager = await this.managers.require(me, id);
    const { products: boxes, ...typed } = body;
    const products = pickedIds(boxes);
    return this.forms.handle(ManagerForm, typed, {
      submit: async (input) => {
        await this.managers.edit(me, id, { ...input, products });
        return redirect(PATH, 'manager.saved');
      },
      again: (form) => this.editPage(me, manager, form, products),
    });
  }

  private async newPage(me: Actor, form: FormView, products: readonly string[]) {
    const candidates = await this.managers.candidates(me);
    const field = form.fields['userId'];
    if (field) {
      field.kind = 'choice';
      field.options = candidates.map(({ id, name }) => ({ value: id, label: name, checked: id === field.value }));
    }
    await this.offerProducts(me, form, products);
    const nobody = candidates.length === 0 ? message('manager.nobody') : null;
    return page('financing/client-manager', { title: message('manager.new'), form, fresh: true, nobody });
  }

  private async editPage(me: Actor, { name }: ManagerRow, form: FormView, products: readonly string[]) {
    await this.offerProducts(me, form, products);
    return page('financing/client-manager', { title: message('manager.edit', { name }), form });
  }

  private async offerProducts(me: Actor, form: FormView, ticked: readonly string[]): Promise<void> {
    const own = await this.managers.products(me);
    form.fields['products'] = {
      kind: 'choices',
      optional: true,
      options: own.map(({ id, title }) => ({ value: id, label: title, checked: ticked.includes(id) })),
    };
  }
}

function shown(manager: ManagerRow) {
  const state = !manager.active ? 'gone' : manager.away ? 'away' : manager.load >= manager.caseLimit ? 'full' : 'open';
  const tones = { gone: 'mute', away: 'mute', full: 'warn', open: 'ok' } as const;
  return { ...manager, state, tone: tones[state], href: `${PATH}/${manager.id}` };
}
