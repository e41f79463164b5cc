import type { SetupStep } from '../source-types/source.ts';

/** In the order they are offered. */
export const senderGroups = ['metrics', 'clouds', 'hosts', 'applications', 'on-call tools', 'own'] as const;
export type SenderGroup = (typeof senderGroups)[number];

/**
 * Where a sender is to send: `address` has the key in it, `baseUrl` has no slash at its end, `mailAddress` is for those
 * that mail, where mail is taken.
 */
export type Place = { baseUrl: string; key: string; address: string; mailAddress?: string | null };

/** Something that people run and want to connect: it is read by one of the source types, and is set up in its own way. */
export type Sender = {
  /** Stable, stored with a source. */
  name: string;
  title: string;
  group: SenderGroup;
  /** The source type that reads it. */
  type: string;
  /** Other and earlier names that it is searched by. */
  words: readonly string[];
  description: string;
  steps(place: Place): SetupStep[];
};
