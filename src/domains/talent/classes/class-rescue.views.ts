import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { addMonths } from '../../../kernel/day.js';
import { Forms } from '../../../platform/http/forms.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page } from '../../../platform/views/result.js';
import { ExtendForm, MergeForm, PutOffForm, SmallerForm } from './class.forms.js';
import { ClassQueries } from './class.queries.js';
import { LATER_MONTHS } from './class-rescue.service.js';
import { peopleOf, smallerSize } from './class-smaller.service.js';
import { classHref } from './class-look.js';
import { OrderClasses, type FoundClass } from './order-classes.js';
import { nextTerm } from '../plans/plan-term.js';
import { termText } from '../plans/plan-term-text.js';

type RescueForm = 'extend' | 'smaller' | 'merge' | 'putOff';

/** The ways out of a short class, on one page; a form that was refused is shown again with the others. */
@Injectable()
export class ClassRescueView {
  constructor(
    private readonly forms: Forms,
    private readonly classes: OrderClasses,
    private readonly queries: ClassQueries,
  ) {}

  async page(me: Actor, id: string, typed: Partial<Record<RescueForm, FormView>>) {
    const found = await this.classes.require(me, id);
    const { offer, row } = found;
    const people = peopleOf(found);
    const size = smallerSize(found);
    return page('talent/class-rescue', {
      id,
      subtitle: `${offer.title} · ${offer.number}`,
      missing: Math.max(0, row.minSize - people),
      seats: offer.taken,
      students: row.roster,
      latest: addMonths(row.startsOn, LATER_MONTHS),
      startsOn: row.startsOn,
      extend: row.roster === null ? null : (typed.extend ?? this.forms.blank(ExtendForm)),
      asked: row.askedSize,
      size,
      smaller: size === null || row.askedSize !== null ? null : (typed.smaller ?? this.forms.blank(SmallerForm, { size })), // prettier-ignore
      merge: await this.merge(found, typed.merge ?? this.forms.blank(MergeForm)),
      putOff: this.putOff(found, typed.putOff),
      form: Object.values(typed)[0],
      backHref: classHref(id),
    });
  }

  private async merge({ offer, row }: FoundClass, form: FormView): Promise<FormView | null> {
    const room = await this.queries.roomFor(row.programmeId, offer);
    const into = form.fields['into'];
    if (into) {
      into.kind = 'choice';
      into.options = room.map((one) => ({
        value: one.id,
        label: message('class.rescue.into', { title: one.title, number: one.number, free: one.free }),
        checked: into.value === one.id,
      }));
    }
    return room.length > 0 ? form : null;
  }

  private putOff({ row }: FoundClass, typed: FormView | undefined): FormView {
    const next = nextTerm(row.term);
    const form = typed ?? this.forms.blank(PutOffForm, { term: next });
    const term = form.fields['term'];
    if (term) {
      term.kind = 'choice';
      term.options = [next, nextTerm(next)].map((value) => ({
        value,
        label: termText(value),
        checked: (term.value ?? next) === value,
      }));
    }
    return form;
  }
}
