/**
 * Fetches what people reply from providers that do not call us: long polling, a socket, a stream. One node listens to a
 * provider at a time; when it dies another one goes on after its lease.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { Listening } from '../channels/provider.ts';
import { findProviderKind, providerKinds } from '../channels/registry.ts';
import type { LinkTokens } from '../deliver/link-token.ts';
import type { Providers } from '../providers/hand-over.ts';
import * as store from '../providers/store.ts';
import type { Handle } from './handle.ts';
import { listOpenMessages } from './open-messages-store.ts';

export type ListenOptions = {
  db: Database;
  nodeId: number;
  providers: Providers;
  handle: Handle;
  links: LinkTokens;
  openSettings: (contactMethodId: number, sealed: string) => unknown;
  log: Logger;
};

const everyMs = 5_000;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

type Running = { version: number; stop: AbortController; done: Promise<void> };

export function startListening(options: ListenOptions): Loop {
  const { db, nodeId, log } = options;
  const kinds = providerKinds.filter(({ listen }) => listen !== null).map(({ kind }) => kind);
  const running = new Map<number, Running>();

  const loop = startLoop({
    name: 'listen to providers',
    pauseMs: everyMs,
    log,
    async work() {
      if (kinds.length === 0) return false;
      const held = await store.takeListeners(db, kinds, nodeId);
      const versions = new Map(held.map(({ id, version }) => [id, version]));
      for (const [id, { version, stop }] of running) {
        if (versions.get(id) === version) continue;
        stop.abort();
        running.delete(id);
      }
      for (const provider of held) {
        if (running.has(provider.id)) continue;
        const stop = new AbortController();
        const done = keepListening(options, provider, stop.signal);
        running.set(provider.id, { version: provider.version, stop, done });
      }
      return false;
    },
  });

  return {
    ...loop,
    async stop() {
      await loop.stop();
      for (const { stop } of running.values()) stop.abort();
      await Promise.allSettled([...running.values()].map(({ done }) => done));
      await store.releaseListeners(db, nodeId).catch(() => {});
    },
  };
}

async function keepListening(options: ListenOptions, provider: store.Candidate, signal: AbortSignal): Promise<void> {
  const { db, providers, handle, log } = options;
  const kind = findProviderKind(provider.kind)!;
  const pause = (milliseconds: number) => sleep(milliseconds, undefined, { signal }).catch(() => {});
  for (let failures = 0; !signal.aborted; ) {
    const startedAt = performance.now();
    try {
      const io = providers.ioOf(provider, signal);
      if (!kind.listens(io.settings)) return void (await pause(longestPauseMs));
      const listening: Listening<Record<string, unknown>> = {
        ...io,
        signal,
        heard: (happening) => handle(provider.id, happening),
        async reply(sending) {
          const failure = await failureOf(sending);
          if (failure && !signal.aborted)
            log.warn({ err: failure, provider: provider.id, kind: provider.kind }, 'an answer in a chat was not taken');
        },
        openMessages: () => openMessages(options, provider.id),
        state: await store.loadListenerState(db, provider.id),
        async remember(state) {
          this.state = state;
          await store.saveListenerState(db, provider.id, state);
        },
        pause,
      };
      await kind.listen!(listening);
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      if (performance.now() - startedAt > longestPauseMs) failures = 0;
      failures += 1;
      if (Number.isInteger(Math.log2(failures)))
        log.warn({ err: error, provider: provider.id, failures }, 'replies could not be fetched from a provider');
      await pause(Math.min(firstPauseMs * 2 ** failures, longestPauseMs));
    }
  }
}

async function failureOf(sending: Promise<{ status: number } | undefined>): Promise<Error | null> {
  try {
    const reply = await sending;
    return reply && reply.status >= 400 ? new Error(`the service answered ${reply.status}`) : null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function openMessages({ db, links, openSettings }: ListenOptions, providerId: number) {
  const found = await listOpenMessages(db, providerId);
  return found.flatMap(({ id, messageId, reference, contactMethodId, settings, chatRoom }) => {
    try {
      const to = chatRoom ? chatRoom.settings : openSettings(contactMethodId!, settings!);
      return [{ messageId, reference, token: links.tokenOf(id), to }];
    } catch {
      return [];
    }
  });
}
