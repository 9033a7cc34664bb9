import { Body, Controller, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { bulkReport } from '../../../matchmaking/demand-bulk.js';
import { DemandHandover } from '../../../matchmaking/demand-handover.js';
import { DemandLabels } from '../../../matchmaking/demand-labels.js';
import { LabelForm } from '../../../matchmaking/label.forms.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { pickedIds } from '../../../platform/http/picked-ids.js';
import { message } from '../../../platform/i18n/message.js';
import { page, redirect } from '../../../platform/views/result.js';
import { PATH } from './need-list.links.js';
import { NeedViews } from './need.views.js';

/** 改标签: for the ticked rows of the list, with a report row by row, and for one need on its page. */
@Controller('financing/needs')
export class NeedLabelPages {
  constructor(
    private readonly labels: DemandLabels,
    private readonly handover: DemandHandover,
    private readonly views: NeedViews,
    private readonly forms: Forms,
  ) {}

  @Post('labels')
  @Allow('financing.need.note')
  async changeAll(@Me() me: Actor, @Body() body: Record<string, unknown>) {
    const ids = await this.handover.demandsOf(pickedIds(body['id']));
    if (ids.length === 0) return redirect(PATH, 'need.label.pick', {}, 'warn');
    const { id: _rows, to: _colleague, ...typed } = body;
    return this.forms.handle(LabelForm, typed, {
      submit: async ({ op, label }) =>
        bulkReport(PATH, await this.labels.changeAll(me, ids, op, label), {
          title: message('need.label.report'),
          text: (count) => message(`need.label.report.${op}`, { label, ...count }),
          done: message(`need.label.done.${op}`),
        }),
      again: (form) => page('matchmaking/labels', { form, ids, path: PATH, list: message('need.list.title') }),
    });
  }

  @Post(':id/labels')
  @Allow('financing.need.note')
  change(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(LabelForm, body, {
      submit: async ({ op, label }) => {
        await this.labels.change(me, id, op, label);
        return redirect(`${PATH}/${id}#labels`, `need.label.done.${op}`);
      },
      again: (labelForm) => this.views.page(me, id, { labelForm }),
    });
  }
}
