// Where a graph goes after a decision: a way for each choice, and one for when nobody made any.
import type { Decision, Unanswered } from './decision.ts';

type Otherwise<Node extends string> = Node | Readonly<Record<Unanswered['kind'], Node>>;

/**
 * For `addConditionalEdges`. Every choice needs a way, and so does silence: it is nobody's choice.
 *
 * ```ts
 * graph.addConditionalEdges(
 *   'approve',
 *   routeByChoice((state: typeof State.State) => state.decision, { Approve: 'wire', Reject: END }, 'escalate'),
 *   ['wire', 'escalate', END],
 * );
 * ```
 *
 * @param otherwise one node, or one for each of `timed_out`, `cancelled` and `unasked`
 */
export function routeByChoice<
  State,
  Choice extends string,
  const Node extends string,
  const Other extends string,
>(
  read: (state: State) => Decision<Choice>,
  choices: Readonly<Record<Choice, Node>>,
  otherwise: Otherwise<Other>,
): (state: State) => Node | Other {
  return (state) => {
    const decision = read(state);
    if (decision.kind !== 'answered') {
      return typeof otherwise === 'string' ? otherwise : otherwise[decision.kind];
    }
    if (!Object.hasOwn(choices, decision.choice)) {
      throw new TypeError(`No way for the choice ${JSON.stringify(decision.choice)}`);
    }
    return choices[decision.choice];
  };
}
