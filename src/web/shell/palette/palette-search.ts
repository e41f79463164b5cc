import type { Command } from '../../keys/commands.ts';

export type Found = { label: string; detail?: string | undefined; href: string };

/** What is done here comes before where one can go, and settings of taste come last. */
const groupOrder = ['This screen', 'List', 'Everywhere', 'Go to', 'Preferences'];
const rankOf = (group: string) => (groupOrder.includes(group) ? groupOrder.indexOf(group) : 1);

export type CommandGroup = { group: string; commands: Command[] };

/**
 * The commands that match what was typed, best first, in groups. Every typed word must begin a word of the label or
 * keywords; `>` in front leaves navigation out; another prefix character belongs to a source and matches none.
 */
export function findCommands(commands: readonly Command[], query: string): CommandGroup[] {
  const text = query.trim().toLowerCase();
  if (/^[#@]/.test(text)) return [];
  const actionsOnly = text.startsWith('>');
  const words = text.replace(/^>/, '').split(/\s+/).filter(Boolean);
  const seen = new Set<string>();
  const groups = new Map<string, Command[]>();
  for (const command of commands) {
    if (seen.has(command.label) || (actionsOnly && command.navigates)) continue;
    const haystack = ` ${command.label} ${command.keywords ?? ''}`.toLowerCase();
    if (!words.every((word) => haystack.includes(` ${word}`))) continue;
    seen.add(command.label);
    const group = command.group ?? 'This screen';
    groups.set(group, [...(groups.get(group) ?? []), command]);
  }
  return [...groups]
    .map(([group, members]) => ({ group, commands: members }))
    .sort((one, other) => rankOf(one.group) - rankOf(other.group));
}
