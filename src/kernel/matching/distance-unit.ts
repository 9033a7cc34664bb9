import type { DistanceUnit } from './evaluate.js';
import type { FactDefinition } from './vocabulary.js';

/** The unit in which a distance on this fact's line is counted. */
export function unitOf(definition: FactDefinition): DistanceUnit {
  switch (definition.kind) {
    case 'money':
      return 'fen';
    case 'ppm':
      return 'ppm';
    case 'grade':
      return 'grade';
    case 'day':
      return 'day';
    case 'place':
      return 'metre';
    case 'set':
      return 'member';
    case 'count':
    case 'code':
    case 'flag':
      return definition.unit ?? 'one';
  }
}
