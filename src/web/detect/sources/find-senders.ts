import type { listSourceTypes } from '../../../contract/detect/sources.ts';
import type { OutputOf } from '../../../contract/endpoint.ts';

export type Sender = OutputOf<typeof listSourceTypes>['senders'][number];

export const groupTitles: Record<Sender['group'], string> = {
  metrics: 'Metrics and dashboards',
  clouds: 'Clouds',
  hosts: 'Hosts and networks',
  applications: 'Applications and code',
  'on-call tools': 'Other on-call tools',
  own: 'Your own programs',
};

/** The groups in which something is found, those whose own name begins so first within each. */
export function findSenders(senders: readonly Sender[], text: string): { group: Sender['group']; senders: Sender[] }[] {
  const words = plain(text).split(' ').filter(Boolean);
  const ranked = senders.flatMap((sender) => {
    const all = plain([sender.title, sender.name, ...sender.words].join(' '));
    if (!words.every((word) => all.includes(word))) return [];
    const title = plain(sender.title);
    return [
      { sender, rank: words.length === 0 ? 0 : title.startsWith(words[0]!) ? 0 : title.includes(words[0]!) ? 1 : 2 },
    ];
  });
  const best = new Map<Sender['group'], number>();
  for (const { sender, rank } of ranked) best.set(sender.group, Math.min(rank, best.get(sender.group) ?? rank));
  return [...best]
    .sort(([, one], [, other]) => one - other)
    .map(([group]) => ({
      group,
      senders: ranked
        .filter(({ sender }) => sender.group === group)
        .sort((one, other) => one.rank - other.rank)
        .map(({ sender }) => sender),
    }));
}

/** Letter case, hyphens and the like say nothing: `Check_MK` is found by `checkmk` and by `check mk`. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[-_./]+/g, ' ')
    .trim();
