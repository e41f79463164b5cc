import { sourceTypes } from '../source-types/registry.ts';
import { applications } from './applications.ts';
import { clouds } from './clouds.ts';
import { hosts } from './hosts.ts';
import { metrics } from './metrics.ts';
import { onCallTools } from './on-call-tools.ts';
import { own } from './own.ts';
import type { Sender } from './sender.ts';

const named: readonly Sender[] = [...metrics, ...clouds, ...hosts, ...applications, ...onCallTools, ...own];

/** A source type that no sender names is offered by itself. */
const others: readonly Sender[] = sourceTypes
  .filter(({ type }) => !named.some((sender) => sender.type === type))
  .map(({ type, title, description, setup }) => ({
    ...{ name: type, title, group: 'own' as const, type, words: [], description },
    steps: ({ baseUrl, key }) => setup(baseUrl, key),
  }));

/** Every sender that is offered, by group. */
export const senders: readonly Sender[] = [...named, ...others];

/** The sender of this name, where the source type reads it. */
export function findSender(name: string | null | undefined, type: string): Sender | undefined {
  return senders.find((sender) => sender.name === name && sender.type === type);
}
