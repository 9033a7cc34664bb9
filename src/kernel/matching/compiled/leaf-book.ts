import { definitionOf } from '../fact-model.js';
import { answersOf } from './leaf-answers.js';
import type { Condition, Criterion } from '../criterion.js';
import type { FactModel } from '../fact-model.js';
import type { FactDefinition } from '../vocabulary.js';
import type { Axis, Leaf, View } from './leaf.js';

/** The distinct conditions of a shelf and the axes they lie on, numbered in the order in which they are first met. */
export class LeafBook {
  readonly axes: Axis[] = [];
  readonly leaves: Leaf[] = [];
  private readonly axisOf = new Map<string, Axis>();
  private readonly leafOf = new Map<string, Leaf>();

  constructor(private readonly model: FactModel) {}

  /** The leaf of a criterion; criteria that ask the same share one. */
  leaf(criterion: Criterion): Leaf {
    const not = criterion.not ?? false;
    const key = `${criterion.factKey} ${not} ${criterion.op} ${textOf(criterion)}`;
    const there = this.leafOf.get(key);
    if (there) return there;
    const definition = definitionOf(this.model, criterion.factKey);
    const answers = answersOf(definition, criterion, not);
    const axis = this.axis(definition, viewOf(definition, criterion, not));
    const leaf: Leaf = { id: this.leaves.length, axis, condition: criterion, not, ...answers };
    this.leaves.push(leaf);
    this.leafOf.set(key, leaf);
    return leaf;
  }

  private axis(definition: FactDefinition, view: View): Axis {
    const key = `${definition.key} ${view}`;
    const there = this.axisOf.get(key);
    if (there) return there;
    const mendable = (definition.changeable ?? false) || view === 'age';
    const axis: Axis = { id: this.axes.length, factKey: definition.key, view, definition, mendable };
    this.axes.push(axis);
    this.axisOf.set(key, axis);
    return axis;
  }
}

/** Numbers and texts are told apart, and no separator can be confused with a value. */
function textOf({ value }: Condition): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function viewOf({ kind }: FactDefinition, { op }: Condition, not: boolean): View {
  if (kind === 'set' || kind === 'place' || kind === 'code') return kind;
  if (op === 'older-than') return not ? 'not-age' : 'age';
  return 'line';
}
