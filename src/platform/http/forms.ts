import { Injectable } from '@nestjs/common';
import { Problem, type FieldProblem } from '../../kernel/problem.js';
import { statusOf } from '../../kernel/problems.js';
import { PageResult, type RedirectResult } from '../views/result.js';
import { bind } from './bind.js';
import type { FormView } from '../views/form-view.js';
import { formView } from './form-view.js';

/** The life of one posted form: read it, do what it asks, or show it again with what was typed and what to mend. */
@Injectable()
export class Forms {
  /** An empty form, or one filled from stored values. */
  blank(type: new () => object, values: object = {}): FormView {
    return formView(type, values as Record<string, unknown>, [], 'stored');
  }

  async handle<T extends object>(
    type: new () => T,
    body: unknown,
    run: {
      submit: (input: T) => Promise<RedirectResult | PageResult>;
      again: (form: FormView) => Promise<PageResult> | PageResult;
    },
  ): Promise<RedirectResult | PageResult> {
    const typed = (body ?? {}) as Record<string, unknown>;
    const bound = await bind(type, typed);
    if (!bound.ok) return this.again(type, typed, bound.problems, 422, run.again);
    try {
      return await run.submit(bound.input);
    } catch (error) {
      if (!(error instanceof Problem) || !mendable(error)) throw error;
      const fields = error.fields ?? [{ field: '', code: error.code, params: error.params }];
      return this.again(type, typed, fields, statusOf(error.code), run.again);
    }
  }

  private async again(
    type: new () => object,
    typed: Record<string, unknown>,
    problems: readonly FieldProblem[],
    status: number,
    show: (form: FormView) => Promise<PageResult> | PageResult,
  ): Promise<PageResult> {
    const result = await show(formView(type, typed, problems, 'typed'));
    return new PageResult(result.name, result.data, status);
  }
}

/** A person can mend it on the same page; anything else gets an error page. */
const mendable = (problem: Problem): boolean => [409, 422, 429].includes(statusOf(problem.code));
