/** What somebody did about an alert here that its sender is to hear of. */
export type CloseBackAction = 'acknowledge' | 'unacknowledge' | 'resolve' | 'reopen';

const actions: Record<string, CloseBackAction> = {
  'alert.acknowledged': 'acknowledge',
  'alert.unacknowledged': 'unacknowledge',
  'alert.resolved': 'resolve',
  'alert.reopened': 'reopen',
};

/** Programs of people count as they do. What a sender or Evenkeel itself did is told to no sender: that would go round. */
const here: readonly string[] = ['person', 'token', 'bootstrap', 'link'];

/** Null when the sender is told nothing of the event. */
export function closeBackOf(event: { kind: string; actor: { kind: string } }): CloseBackAction | null {
  if (!here.includes(event.actor.kind)) return null;
  return Object.hasOwn(actions, event.kind) ? actions[event.kind]! : null;
}
