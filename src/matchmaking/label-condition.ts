import type { Condition } from '../platform/database/conditions.js';

/** Demands (alias d) that bear a label. Labels are the centre's own: only its readers may ask by one. */
export const labelCondition = (label: string): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM demand_label l WHERE l.demandId = d.id AND l.label = ?)',
  params: [label],
});

/** The labels of a row (alias d), for an export. */
export const LABELS = '(SELECT GROUP_CONCAT(l.label) FROM demand_label l WHERE l.demandId = d.id)';

export const labelText = (joined: string | null): string | null => joined && joined.split(',').toSorted().join('、');
