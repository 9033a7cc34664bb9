/** A sum of columns with whole factors. */
export type Expression = readonly (readonly [column: number, factor: number])[];

export function times(factor: number, expression: Expression): Expression {
  return expression.map(([column, value]) => [column, factor * value]);
}
