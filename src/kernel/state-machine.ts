import { Problem } from './problem.js';

export interface MachineDefinition<State extends string, Action extends string> {
  readonly name: string;
  readonly initial: State;
  readonly final: readonly State[];
  readonly actions: Readonly<Record<Action, Step<State>>>;
}

/** Where an action may start (the `IN (…)` of the update that carries it out) and where it leads. */
export interface Step<State extends string> {
  readonly from: readonly State[];
  readonly to: State;
}

export interface Machine<State extends string, Action extends string> extends MachineDefinition<State, Action> {
  readonly states: readonly State[];
  isFinal(state: State): boolean;
  can(state: State, action: Action): boolean;
  /** Where the action leads. Throws the problem `state-changed` when it does not start here. */
  next(state: State, action: Action): State;
  /** What may be done in a state, in the order of the definition. */
  actionsFrom(state: State): readonly Action[];
}

/**
 * Builds a state machine from its actions. Throws at definition, so that a wrong one cannot start: a state that no
 * action leads to (or that is misspelt), a final state with a way out, and a state from which no final one is reached.
 */
export function defineMachine<const State extends string, const Action extends string>(
  definition: MachineDefinition<State, Action>,
): Machine<State, Action> {
  const { name, initial, final } = definition;
  const actions = Object.entries(definition.actions) as [Action, Step<State>][];
  const steps = actions.flatMap(([, { from, to }]) => from.map((source) => [source, to] as const));
  const states = [...new Set([initial, ...steps.flat(), ...final])];
  const refuse = (what: string, wrong: readonly string[]) => {
    if (wrong.length > 0) throw new Error(`${name}: ${what}: ${wrong.join(', ')}`);
  };

  const idle = actions.filter(([, { from }]) => from.length === 0).map(([action]) => action);
  refuse('actions that start nowhere', idle);
  const entered = closure([initial], steps);
  refuse('unknown or unreachable states', without(states, entered));
  refuse(
    'final states with a way out',
    [...new Set(steps.map(([source]) => source))].filter((s) => final.includes(s)),
  );
  const leaving = closure(
    final,
    steps.map(([source, to]) => [to, source] as const),
  );
  refuse('states that lead to no final one', without(states, leaving));

  const can = (state: State, action: Action) => definition.actions[action].from.includes(state);
  return {
    ...definition,
    states,
    isFinal: (state) => final.includes(state),
    can,
    next: (state, action) => {
      if (!can(state, action)) throw new Problem('state-changed', { machine: name, state, action });
      return definition.actions[action].to;
    },
    actionsFrom: (state) => actions.map(([action]) => action).filter((action) => can(state, action)),
  };
}

/** Everything that the steps lead to from the starts, the starts included. */
function closure<State>(starts: readonly State[], steps: readonly (readonly [State, State])[]): ReadonlySet<State> {
  const found = new Set(starts);
  for (const state of found) {
    for (const [source, to] of steps) if (source === state) found.add(to);
  }
  return found;
}

const without = <State>(states: readonly State[], known: ReadonlySet<State>): State[] =>
  states.filter((state) => !known.has(state));
