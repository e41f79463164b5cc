import type { RoleKey } from './roles.ts';

export type ProtocolPhase =
  | 'declare'
  | 'command'
  | 'roll-call'
  | 'size-up'
  | 'stabilise'
  | 'update'
  | 'verify'
  | 'close';

export const protocolPhases: readonly ProtocolPhase[] = [
  'declare',
  'command',
  'roll-call',
  'size-up',
  'stabilise',
  'update',
  'verify',
  'close',
];

export type ProtocolItem = {
  /** Ticks refer to it; what has the same id in another protocol is the same thing to do. */
  id: string;
  phase: ProtocolPhase;
  text: string;
  by: RoleKey;
  /** Minutes after declaration by which it is expected; null: when its turn comes. */
  dueMinutes: number | null;
};

export type Protocol = {
  id: string;
  name: string;
  items: readonly ProtocolItem[];
};

export type ProtocolTick = {
  itemId: string;
  /** Epoch milliseconds. */
  tickedAt: number;
  /** The item as it read when it was ticked; null: it was ticked before that was kept. */
  item: Pick<ProtocolItem, 'phase' | 'text' | 'by'> | null;
};

export type ProtocolItemState = ProtocolItem & {
  tickedAt: number | null;
  dueAt: number | null;
  state: 'done' | 'late' | 'open';
};

/**
 * The checklist of an incident with each item's state, in the order of the phases. What was ticked reads as it did then,
 * also where the protocol no longer has it. Instants are epoch milliseconds.
 */
export function checklistOf(
  protocol: Protocol,
  ticks: readonly ProtocolTick[],
  declaredAt: number,
  now: number,
): ProtocolItemState[] {
  const ids = new Set(protocol.items.map(({ id }) => id));
  const gone = ticks.flatMap(({ itemId, item }) =>
    item && !ids.has(itemId) ? [{ ...item, id: itemId, dueMinutes: null }] : [],
  );
  const all = [...protocol.items, ...gone].map((item): ProtocolItemState => {
    const tick = ticks.find((one) => one.itemId === item.id);
    const tickedAt = tick?.tickedAt ?? null;
    const dueAt = item.dueMinutes === null ? null : declaredAt + item.dueMinutes * 60_000;
    const late = tickedAt === null && dueAt !== null && dueAt <= now;
    return { ...item, ...tick?.item, tickedAt, dueAt, state: tickedAt !== null ? 'done' : late ? 'late' : 'open' };
  });
  return protocolPhases.flatMap((phase) => all.filter((item) => item.phase === phase));
}

export type ProtocolSwitch = {
  /** What is ticked and stays so. */
  kept: string[];
  /** What is newly asked for. */
  added: string[];
  /** What was open and is asked for no longer. */
  dropped: string[];
};

/** What switching from one protocol to another changes in a room, as texts of the items. */
export function protocolSwitch(
  from: readonly Pick<ProtocolItem, 'id' | 'text'>[],
  to: readonly Pick<ProtocolItem, 'id' | 'text'>[],
  tickedIds: readonly string[],
): ProtocolSwitch {
  const texts = (items: readonly { text: string }[]) => items.map(({ text }) => text);
  const has = (items: readonly { id: string }[], id: string) => items.some((item) => item.id === id);
  const isTicked = ({ id }: { id: string }) => tickedIds.includes(id);
  return {
    kept: texts([...from.filter(isTicked), ...to.filter((item) => isTicked(item) && !has(from, item.id))]),
    added: texts(to.filter((item) => !isTicked(item) && !has(from, item.id))),
    dropped: texts(from.filter((item) => !isTicked(item) && !has(to, item.id))),
  };
}

/** “4 items stay ticked, 6 are new, 3 are no longer asked for.” */
export function switchText({ kept, added, dropped }: ProtocolSwitch): string {
  const parts = [
    { count: kept.length, one: 'stays ticked', many: 'stay ticked' },
    { count: added.length, one: 'is new', many: 'are new' },
    { count: dropped.length, one: 'is no longer asked for', many: 'are no longer asked for' },
  ].filter(({ count }) => count > 0);
  if (parts.length === 0) return 'The items are the same.';
  const texts = parts.map(({ count, one, many }, place) => {
    const noun = place > 0 ? '' : count === 1 ? ' item' : ' items';
    return `${count}${noun} ${count === 1 ? one : many}`;
  });
  return `${texts.join(', ')}.`;
}
