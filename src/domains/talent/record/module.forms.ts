import { field, form } from '../../../platform/http/fields.js';
import { moduleAssessments, moduleKinds, moduleOwners, modulePlaces } from './course-module.entity.js';

const maybe = { optional: true } as const;

/** A course module. Who teaches is named by role; credits are typed as 2.5. */
@form('class.module')
export class ModuleForm {
  @field.text({ max: 60 }) name!: string;
  @field.choice(moduleKinds, { words: 'class.module.kind' }) kind!: (typeof moduleKinds)[number];
  @field.whole({ min: 1, max: 8 }) term!: number;
  @field.whole({ min: 8, max: 320, unit: 'class.unit.hours' }) hours!: number;
  @field.text({ ...maybe, max: 4 }) credits!: string | null;
  @field.choice(moduleOwners, { words: 'class.module.owner' }) owner!: (typeof moduleOwners)[number];
  @field.percent({ min: 0, max: 1_000_000 }) firmShare!: number;
  @field.choice(modulePlaces, { words: 'class.module.place' }) place!: (typeof modulePlaces)[number];
  @field.text({ ...maybe, max: 60 }) teacher!: string | null;
  @field.text({ ...maybe, max: 60 }) mentor!: string | null;
  @field.prose({ ...maybe, max: 500 }) skills!: string | null;
  @field.choice(moduleAssessments, { ...maybe, words: 'class.module.assessment' })
  assessment!: (typeof moduleAssessments)[number] | null;
}
