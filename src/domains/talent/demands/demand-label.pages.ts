import { Body, Controller, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { bulkReport } from '../../../matchmaking/demand-bulk.js';
import { DemandLabels } from '../../../matchmaking/demand-labels.js';
import { LabelForm } from '../../../matchmaking/label.forms.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { pickedIds } from '../../../platform/http/picked-ids.js';
import { message } from '../../../platform/i18n/message.js';
import { page, redirect } from '../../../platform/views/result.js';
import { Demands } from './demands.service.js';
import { DemandViews } from './demand.views.js';

const PATH = '/talent/demands';

/** 改标签 of talent demands, as of needs: for the ticked rows of the list, and for one demand on its page. */
@Controller('talent/demands')
export class DemandLabelPages {
  constructor(
    private readonly labels: DemandLabels,
    private readonly demands: Demands,
    private readonly views: DemandViews,
    private readonly forms: Forms,
  ) {}

  @Post('labels')
  @Allow('talent.demand.note')
  async changeAll(@Me() me: Actor, @Body() body: Record<string, unknown>) {
    const ids = pickedIds(body['id']);
    if (ids.length === 0) return redirect(PATH, 'need.label.pick', {}, 'warn');
    const { id: _rows, to: _colleague, ...typed } = body;
    return this.forms.handle(LabelForm, typed, {
      submit: async ({ op, label }) =>
        bulkReport(PATH, await this.labels.changeAll(me, ids, op, label), {
          title: message('need.label.report'),
          text: (count) => message(`need.label.report.${op}`, { label, ...count }),
          done: message(`need.label.done.${op}`),
        }),
      again: (form) => page('matchmaking/labels', { form, ids, path: PATH, list: message('menu.demands') }),
    });
  }

  @Post(':id/labels')
  @Allow('talent.demand.note')
  async change(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    const { demand } = await this.demands.require(me, id);
    if (demand.state === 'draft') throw new Problem('state-changed', { state: demand.state });
    return this.forms.handle(LabelForm, body, {
      submit: async ({ op, label }) => {
        await this.labels.change(me, id, op, label);
        return redirect(`${PATH}/${id}#labels`, `need.label.done.${op}`);
      },
      again: (labelForm) => this.views.page(me, id, locale, { labelForm }),
    });
  }
}
