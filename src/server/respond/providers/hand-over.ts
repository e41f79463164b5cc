/** A message through the providers of the installation: in their order, the next one where one is at fault. */
import type { Database } from '../../platform/db/database.ts';
import type { Keyring } from '../../platform/secrets.ts';
import type { Channel, Outcome, Reference, Transports } from '../channels/channel.ts';
import { classifyHttp } from '../channels/http-outcome.ts';
import type { ChangedMessage, Message } from '../channels/message.ts';
import type { ProviderIo, ProviderKind } from '../channels/provider.ts';
import { findProviderKind, kindsCarrying } from '../channels/registry.ts';
import { storable } from '../channels/storable.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import * as store from './store.ts';

/** Each may take the channel's whole time, and an attempt is bounded. */
const mostTried = 2;

export type Providers = {
  /** Hands the message over; `through` is the provider that took it or was asked last. Never throws. */
  deliver(
    channel: Channel,
    message: Message,
    to: { settings: unknown; providerId: number | null },
    signal?: AbortSignal,
  ): Promise<Outcome & { through?: number }>;
  /** Changes what was sent through `providerId`. Never throws; null where that cannot be. */
  update(
    channel: Channel,
    message: ChangedMessage,
    sent: { settings: unknown; providerId: number; reference: Reference },
    signal?: AbortSignal,
  ): Promise<Outcome | null>;
  /** Replaces the members of a group of a chat. Never throws. */
  setUserGroup(providerId: number, groupId: string, identities: string[]): Promise<Outcome>;
  /** @throws SecretProblem when its settings cannot be opened */
  ioOf(
    provider: Pick<store.Candidate, 'id' | 'kind' | 'settings'>,
    signal?: AbortSignal,
  ): ProviderIo<Record<string, unknown>>;
};

export type ProvidersOptions = {
  db: Database;
  keyring: Keyring;
  transports: Transports;
  publicUrl: () => string;
  breaker?: Breaker;
};

export function createProviders({
  db,
  keyring,
  transports,
  publicUrl,
  breaker = createBreaker(),
}: ProvidersOptions): Providers {
  const ioOf: Providers['ioOf'] = ({ id, kind, settings }, signal) => ({
    settings: JSON.parse(keyring.open(settings, store.settingsContext(id)).reveal()) as Record<string, unknown>,
    egress: transports.egress,
    publicUrl: publicUrl(),
    hookUrl: hookUrlOf(publicUrl(), kind, id),
    wallNow: transports.wallNow ?? Date.now,
    signal,
  });

  async function candidatesFor(channel: Channel, settings: unknown, providerId: number | null) {
    const kinds = kindsCarrying(channel.channel).map(({ kind }) => kind);
    const found = await store.listCandidates(db, kinds, providerId);
    const phone = channel.phoneOf(settings);
    const fitting = phone === undefined ? found : forCountry(found, phone);
    // While all of them fail, they are asked all the same.
    const closed = fitting.filter(({ id }) => breaker.isClosed(id));
    return (closed.length > 0 ? closed : fitting).slice(0, mostTried);
  }

  async function attempt(
    candidate: store.Candidate,
    send: (kind: ProviderKind, io: ProviderIo<Record<string, unknown>>) => Promise<Outcome>,
    signal?: AbortSignal,
  ): Promise<Outcome> {
    const kind = findProviderKind(candidate.kind);
    let io: ProviderIo<Record<string, unknown>>;
    try {
      io = ioOf(candidate, signal);
    } catch {
      return {
        outcome: 'failed',
        reason: `the settings of ${candidate.name} cannot be opened with the keys of this node`,
        isProviderFault: true,
      };
    }
    try {
      return storable(await send(kind!, io));
    } catch (error) {
      const outcome = classifyHttp(error instanceof Error ? error : new Error(String(error)));
      return outcome.outcome === 'sent' ? outcome : { ...outcome, isProviderFault: true };
    }
  }

  return {
    ioOf,
    async deliver(channel, message, to, signal) {
      if (channel.deliver) return storable(await channel.deliver(message, to.settings, transports, signal));
      let candidates: store.Candidate[];
      try {
        candidates = await candidatesFor(channel, to.settings, to.providerId);
      } catch {
        return { outcome: 'retry', afterSeconds: 5, reason: 'the providers could not be read' };
      }
      let last: (Outcome & { through?: number }) | undefined;
      for (const candidate of candidates) {
        const outcome = await attempt(
          candidate,
          (kind, io) => carrierOf(kind, channel).send(message, to.settings, io),
          signal,
        );
        const isFault = outcome.outcome !== 'sent' && outcome.isProviderFault === true;
        breaker.report(candidate.id, isFault);
        await noteOutcome(candidate.id, outcome, isFault);
        last = {
          ...outcome,
          ...(last ? { reason: reasonOf(last, outcome) } : {}),
          through: candidate.id,
        } as typeof last;
        if (!mayTryNext(outcome)) break;
      }
      return last ?? { outcome: 'failed', reason: `there is no provider for ${channel.title}` };
    },
    async update(channel, message, { settings, providerId, reference }, signal) {
      const provider = await store.loadProvider(db, providerId);
      const kind = provider && findProviderKind(provider.kind);
      const carrier = kind?.carries.find((each) => each.channel.channel === channel.channel);
      if (!provider || provider.disabledAt || !carrier?.update) return null;
      return attempt(provider, (_kind, io) => carrier.update!(message, reference, settings, io), signal);
    },
    async setUserGroup(providerId, groupId, identities) {
      const provider = await store.loadProvider(db, providerId);
      const groups = provider && findProviderKind(provider.kind)?.userGroups;
      if (!provider || provider.disabledAt || !groups)
        return { outcome: 'failed', reason: 'the provider is disabled or has no user groups' };
      return attempt(provider, (_kind, io) => groups.set(groupId, identities, io));
    },
  };

  /** For the operator to see; a message is not lost over it. */
  async function noteOutcome(id: number, outcome: Outcome, isFault: boolean) {
    await store.setOutcome(db, id, outcome.outcome === 'sent' ? 'sent' : outcome.reason, isFault).catch(() => {});
  }
}

export const hookUrlOf = (publicUrl: string, kind: string, id: number | string) => `${publicUrl}/hooks/${kind}/${id}`;

function carrierOf(kind: ProviderKind, channel: Channel) {
  return kind.carries.find((each) => each.channel.channel === channel.channel)!;
}

/** What may have arrived must not be sent a second way as if it were new, and a dead address is dead everywhere. */
function mayTryNext(outcome: Outcome): boolean {
  if (outcome.outcome === 'sent') return false;
  if (outcome.outcome === 'retry') return outcome.mayHaveArrived !== true;
  return outcome.disable !== true;
}

/** Those that name the country of the number, the longest calling code first, then those for all. */
export function forCountry<C extends { countries: string[] }>(candidates: C[], phone: string): C[] {
  const lengthOf = ({ countries }: C) =>
    Math.max(0, ...countries.filter((code) => phone.startsWith(code)).map((code) => code.length));
  return candidates
    .filter((each) => each.countries.length === 0 || lengthOf(each) > 0)
    .map((each, place) => ({ each, place, length: lengthOf(each) }))
    .sort((a, b) => b.length - a.length || a.place - b.place)
    .map(({ each }) => each);
}

function reasonOf(before: Outcome, now: Outcome): string {
  const first = 'reason' in before ? before.reason : '';
  return now.outcome === 'sent' ? first : `${first}; then ${now.reason}`;
}
