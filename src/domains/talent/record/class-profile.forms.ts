import { field, form } from '../../../platform/http/fields.js';
import { classModels } from '../classes/class.entity.js';

const maybe = { optional: true } as const;
export const classShapes = ['separate', 'mixed'] as const;
export const classTightness = ['tight', 'direct', 'indirect'] as const;

/** 冠名 and what kind of class it is. The head teacher is named by role. */
@form('class.profile')
export class ClassProfileForm {
  @field.text({ max: 60 }) title!: string;
  @field.choice(classModels, { words: 'class.model' }) model!: (typeof classModels)[number];
  @field.choice(classShapes, { words: 'class.shape' }) shape!: (typeof classShapes)[number];
  @field.choice(classTightness, { words: 'class.tightness' }) tightness!: (typeof classTightness)[number];
  @field.text({ ...maybe, max: 60 }) headTeacher!: string | null;
  @field.prose({ ...maybe, max: 300 }) selectionRule!: string | null;
}
