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
  /** Stable within its protocol; ticks refer to it. */
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
};

export type ProtocolItemState = ProtocolItem & {
  tickedAt: number | null;
  dueAt: number | null;
  state: 'done' | 'late' | 'open';
};

/** The checklist of an incident with each item's state, in the order of the phases. Instants are epoch milliseconds. */
export function checklistOf(
  protocol: Protocol,
  ticks: readonly ProtocolTick[],
  declaredAt: number,
  now: number,
): ProtocolItemState[] {
  const ordered = protocolPhases.flatMap((phase) => protocol.items.filter((item) => item.phase === phase));
  return ordered.map((item) => {
    const tickedAt = ticks.find((tick) => tick.itemId === item.id)?.tickedAt ?? null;
    const dueAt = item.dueMinutes === null ? null : declaredAt + item.dueMinutes * 60_000;
    const late = tickedAt === null && dueAt !== null && dueAt <= now;
    return { ...item, tickedAt, dueAt, state: tickedAt !== null ? 'done' : late ? 'late' : 'open' };
  });
}

/** The protocol of a severity, or the plainest one when an edited matrix names one that was removed. */
export function protocolById(protocols: readonly Protocol[], id: string): Protocol | null {
  return protocols.find((protocol) => protocol.id === id) ?? null;
}
