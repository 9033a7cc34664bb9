import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { isOpen } from '../classes/class-life.js';
import { ClassRecord } from './class-record.js';
import { CourseModule } from './course-module.entity.js';
import type { ModuleInput } from './module-answers.js';

/** More than any class has: a list that grows beyond it is a mistake. */
const MOST_MODULES = 60;

/** 课程模块 of a class, written by its college or an officer while the class is not over. */
@Injectable()
export class CourseModules {
  constructor(
    private readonly db: Database,
    private readonly record: ClassRecord,
  ) {}

  /** By term, then in the order they were added. */
  async of(classId: string): Promise<CourseModule[]> {
    return this.db.repo(CourseModule).find({ where: { classId }, order: { term: 'ASC', position: 'ASC' } });
  }

  /** @throws Problem `not-found` */
  async require(classId: string, id: string): Promise<CourseModule> {
    const module = await this.db.repo(CourseModule).findOneBy({ id, classId });
    if (!module) throw new Problem('not-found');
    return module;
  }

  async add(actor: Actor, classId: string, input: ModuleInput): Promise<string> {
    return this.record.write(actor, classId, isOpen, async () => {
      const all = await this.of(classId);
      if (all.length >= MOST_MODULES)
        throw new Problem('validation', {}, [{ field: 'name', code: 'too-many', params: { max: MOST_MODULES } }]);
      const id = newId();
      const position = 1 + Math.max(0, ...all.map((one) => one.position));
      await this.db.repo(CourseModule).insert({ ...input, id, classId, position });
      await this.record.note(actor, classId, 'module.add', { module: id, hours: input.hours });
      return id;
    });
  }

  async edit(actor: Actor, classId: string, id: string, input: ModuleInput): Promise<void> {
    await this.record.write(actor, classId, isOpen, async () => {
      const before = await this.require(classId, id);
      await this.db.repo(CourseModule).update({ id }, input);
      await this.record.note(actor, classId, 'module.edit', {
        module: id,
        hours: input.hours,
        hoursBefore: before.hours,
      });
    });
  }

  async remove(actor: Actor, classId: string, id: string): Promise<void> {
    await this.record.write(actor, classId, isOpen, async () => {
      await this.require(classId, id);
      await this.db.repo(CourseModule).delete({ id });
      await this.record.note(actor, classId, 'module.remove', { module: id });
    });
  }
}
