/** Deployments and heartbeats: what the shop's machines report although nothing is wrong. */

import { insertChanges } from '../../detect/absorb/fold-store.ts';
import { loadRulebook } from '../../detect/rulebook/rulebook.ts';
import * as store from '../history-store.ts';
import { type ServiceKey, services } from '../shop/shop-systems.ts';
import { day, daysAgo, hour, minute, type Story, storyDays } from '../story.ts';
import { parse } from './alert-history.ts';
import { deploymentRequest } from './sender-bodies.ts';

export async function reportChanges(story: Story): Promise<void> {
  const { tx, ids, now } = story;
  const dice = story.dice.for('deployments');
  const rulebook = await loadRulebook(tx);
  const source = rulebook.sourceById.get(ids.sources.deployments!)!;
  const deployed: Parameters<typeof insertChanges>[1] = [];
  for (let ago = storyDays; ago >= 0; ago -= 1) {
    for (let count = dice.whole(1, 5); count > 0; count -= 1) {
      const at = daysAgo(story, ago, '07:30') + dice.whole(0, 9 * 60) * minute;
      const service = dice.pick(Object.keys(services) as ServiceKey[]);
      const version = `${dice.whole(2, 9)}.${dice.whole(0, 40)}.${dice.whole(0, 9)}`;
      if (at > now - 5 * minute) continue;
      const { signal } = parse(
        source,
        deploymentRequest(service, version, dice.pick(['noor', 'luca', 'hana']), at),
        at,
      );
      const { title, labels, links } = signal;
      deployed.push({ sourceId: source.id, serviceId: ids.services[service]!, at, title, labels, links });
    }
  }
  deployed.sort((one, other) => one.at - other.at);
  await insertChanges(tx, deployed);
  await store.pingHeartbeat(tx, ids.sources['nightly-backup']!, lastNight(now), storyDays);
  await store.pingHeartbeat(tx, ids.sources['stock-sync']!, now - 4 * minute, 6 * 24 * storyDays);
  await store.countSignals(tx, ids.sources.deployments!, deployed.length, deployed.at(-1)!.at);
}

/** Ten past two of the last night that is over. */
function lastNight(now: number): number {
  const tonight = daysAgo({ now }, 0, '02:10');
  return tonight < now - hour / 2 ? tonight : tonight - day;
}
