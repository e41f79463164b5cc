import { groupBy } from '../../../domain/group-by.ts';
import { moved } from '../../ui/list/moved.ts';

type InGroup = { id: number; groupName: string | null };

/** The components as they are shown: each group where its first one stands. */
export const asShown = <C extends InGroup>(components: readonly C[]): C[][] => [
  ...groupBy(components, ({ groupName }) => groupName).values(),
];

/** The component one place up (-1) or down (1) in its group; from the edge of its group, the whole group moves. */
export function movedComponent<C extends InGroup>(components: readonly C[], id: number, by: -1 | 1): C[] {
  const groups = asShown(components);
  const at = groups.findIndex((group) => group.some((each) => each.id === id));
  const group = groups[at];
  if (!group) return [...components];
  const index = group.findIndex((each) => each.id === id);
  const hasRoom = index + by >= 0 && index + by < group.length;
  return (hasRoom ? groups.with(at, moved(group, index, by)) : moved(groups, at, by)).flat();
}
