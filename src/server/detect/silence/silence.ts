/** How much of what arrives would page nobody, and why. */

import type { MaintenanceWindow } from '../../../domain/detect/maintenance.ts';
import { type Installation, isWide, silencedShare, widens } from '../../../domain/detect/wide-silence.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { loadRulebook, type Rulebook } from '../rulebook/rulebook.ts';
import * as store from './store.ts';

/** A sample is enough to tell nearly all from some. */
const mostServices = 200;

export type Silence = { isWide: boolean; share: number; until: Date | null; reasons: string[] };

/** What of now keeps alerts from paging. */
export async function readSilence(db: Queryable): Promise<Silence> {
  if (!(await store.isAnythingSilenced(db))) return { isWide: false, share: 0, until: null, reasons: [] };
  const rulebook = await loadRulebook(db);
  const installation = await loadInstallation(db, rulebook);
  const now = await readNowMs(db);
  const windows = rulebook.windows.filter(({ startsAt, endsAt }) => startsAt <= now && endsAt > now);
  const { routes } = rulebook;
  const share = silencedShare({ windows, routes }, installation);
  const paused = await store.listPausedSources(db);
  const isAllPaused = paused.length > 0 && paused.length === paused[0]!.sourceCount;
  const suppressing = routes.filter(({ isEnabled, outcome }) => isEnabled && silences(outcome));
  const reasons = [
    ...(await store.listTitles(db, windows)).map((title) => `Maintenance “${title}” is running.`),
    ...suppressing.map(({ name }) => `The route “${name}” pages nobody.`),
    ...paused.map(({ name }) => `The source “${name}” is paused.`),
  ];
  const wide = isAllPaused || isWide(share);
  const staysWide = isAllPaused || isWide(silencedShare({ windows: [], routes }, installation));
  return {
    isWide: wide,
    share: isAllPaused ? 1 : share,
    until: wide && !staysWide ? new Date(Math.max(...windows.map(({ endsAt }) => endsAt))) : null,
    reasons: reasons.slice(0, 20),
  };
}

/** Whether a window that is added to these makes nearly every alert page nobody at a time when they alone do not. */
export async function widensSilence(
  db: Queryable,
  among: (window: MaintenanceWindow) => boolean,
  added: MaintenanceWindow,
): Promise<boolean> {
  const rulebook = await loadRulebook(db);
  const installation = await loadInstallation(db, rulebook);
  return widens({ windows: rulebook.windows.filter(among), routes: rulebook.routes }, added, installation);
}

async function loadInstallation(db: Queryable, { services }: Rulebook): Promise<Installation> {
  return {
    recent: await store.listRecentAlerts(db),
    services: [...services].slice(0, mostServices).map(([id, slug]) => ({ id, slug })),
  };
}

const silences = (outcome: Rulebook['routes'][number]['outcome']) => outcome.suppressReason !== null || !outcome.paging;
