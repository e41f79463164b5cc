/** How much of what arrives would page nobody, and why. */
import { type Installation, isWide, type Silencers, silencedShare } from '../../../domain/detect/wide-silence.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type Configuration, loadConfiguration } from '../configuration/store.ts';
import { listWindows, readNow } from '../maintenance/store.ts';
import * as store from './store.ts';

export type Silence = { isWide: boolean; share: number; until: Date | null; reasons: string[] };

/** What of now keeps alerts from paging. */
export async function readSilence(db: Queryable): Promise<Silence> {
  const configuration = await loadConfiguration(db);
  const installation = await loadInstallation(db, configuration);
  const now = (await readNow(db)).getTime();
  const windows = configuration.windows.filter(({ startsAt, endsAt }) => startsAt <= now && endsAt > now);
  const { routes } = configuration;
  const share = silencedShare({ windows, routes }, installation);
  const paused = await store.listPausedSources(db);
  const isAllPaused = paused.length > 0 && paused.length === paused[0]!.sourceCount;
  const shown = (await listWindows(db, { limit: 200, state: 'current' })).items.filter(({ id }) =>
    windows.some((window) => window.id === String(id)),
  );
  const suppressing = routes.filter(({ isEnabled, outcome }) => isEnabled && silences(outcome));
  const reasons = [
    ...shown.map(({ title }) => `Maintenance “${title}” is running.`),
    ...suppressing.map(({ name }) => `The route “${name}” pages nobody.`),
    ...paused.map(({ name }) => `The source “${name}” is paused.`),
  ];
  const ends = windows.map(({ endsAt }) => endsAt);
  const byWindows = ends.length > 0 && !isWide(silencedShare({ windows: [], routes }, installation)) && !isAllPaused;
  return {
    isWide: isAllPaused || isWide(share),
    share: isAllPaused ? 1 : share,
    until: byWindows ? new Date(Math.max(...ends)) : null,
    reasons: reasons.slice(0, 20),
  };
}

/** Whether a change makes nearly every alert page nobody, which it did not before. */
export async function widensSilence(db: Queryable, change: (silencers: Silencers) => Silencers): Promise<boolean> {
  const configuration = await loadConfiguration(db);
  const installation = await loadInstallation(db, configuration);
  const before = silencedShare(configuration, installation);
  return !isWide(before) && isWide(silencedShare(change(configuration), installation));
}

async function loadInstallation(db: Queryable, { services }: Configuration): Promise<Installation> {
  return {
    recent: await store.listRecentAlerts(db),
    services: [...services].slice(0, 1_000).map(([id, slug]) => ({ id: String(id), slug })),
  };
}

const silences = (outcome: Configuration['routes'][number]['outcome']) =>
  outcome.suppressReason !== null || !outcome.paging;
