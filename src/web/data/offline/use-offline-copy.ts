import { useEffect, useSyncExternalStore } from 'react';
import { listPeople } from '../../../contract/directory/people.ts';
import type { Runbook } from '../../../contract/resolve/runbooks.ts';
import { readOnCallOverview } from '../../../contract/respond/schedules/oncall.ts';
import { belowBase, ownName } from '../../base.ts';
import { serverNow } from '../../ui/time/server-clock.ts';
import { unaskedApi } from '../api.ts';
import { onSessionEnded } from '../query-client.ts';
import { usePerson } from '../session.ts';
import { type OnCallCopy, offlineCopy } from './offline-copy.ts';

const daysAhead = 7;
const refreshMs = 10 * 60_000;
const mostPages = 4;

/** Files that show the copy; the worker answers with them while the server does not. */
const files = ['/offline.html', '/offline.css', '/offline.js'].map(belowBase);
const cacheName = ownName('evenkeel-offline');

const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const isInstalled = () => matchMedia('(display-mode: standalone)').matches;

const isPossible = () => 'serviceWorker' in navigator && 'caches' in globalThis;

const isWanted = (personId: number) => isPossible() && (offlineCopy().choice(personId) ?? isInstalled());

/** Whether this browser keeps a copy for this person, and how to change that. `isPossible`: it can at all. */
export function useOfflineChoice() {
  const personId = usePerson()?.id ?? 0;
  const wanted = useSyncExternalStore(subscribe, () => isWanted(personId));
  return {
    wanted,
    isPossible: isPossible(),
    choose(next: boolean) {
      offlineCopy().choose(personId, next);
      if (!next) forgetOfflineCopy();
      for (const listener of listeners) listener();
    },
  };
}

/** Removes everything that was kept. */
export function forgetOfflineCopy(): void {
  offlineCopy().forget();
  if (isPossible()) void caches.delete(cacheName).catch(() => {});
}

/** Keeps the copy of whoever is signed in fresh, and forgets it when they no longer are. */
export function useOfflineCopy(): void {
  const person = usePerson();
  const { id, name } = person ?? { id: null, name: '' };
  const { wanted } = useOfflineChoice();
  useEffect(() => onSessionEnded(forgetOfflineCopy), []);
  useEffect(() => {
    if (id === null) return;
    // What somebody else left here goes before anything is kept.
    offlineCopy().read(id, serverNow());
    if (!wanted) return;
    const keep = () => void keepOnCall({ id, name }).catch(() => {});
    keep();
    const timer = setInterval(keep, refreshMs);
    return () => clearInterval(timer);
  }, [id, name, wanted]);
}

/** A runbook that is read is kept as it was. */
export function useKeptRunbook({ id: runbookId, title, body }: Pick<Runbook, 'id' | 'title' | 'body'>): void {
  const person = usePerson();
  const { id, name } = person ?? { id: null, name: '' };
  const { wanted } = useOfflineChoice();
  useEffect(() => {
    if (id === null || !wanted) return;
    const now = new Date(serverNow());
    offlineCopy().keep({ id, name }, { runbook: { id: runbookId, title, body, asOf: now.toISOString() } }, now);
  }, [id, name, wanted, runbookId, title, body]);
}

async function keepOnCall(person: { id: number; name: string }): Promise<void> {
  const epoch = offlineCopy().epoch();
  const [onCall] = await Promise.all([readOnCall(), keepFiles()]);
  if (offlineCopy().epoch() !== epoch) return forgetOfflineCopy();
  offlineCopy().keep(person, { onCall }, new Date(serverNow()));
}

async function keepFiles(): Promise<void> {
  await navigator.serviceWorker.register(belowBase('/sw.js'));
  await (await caches.open(cacheName)).addAll(files);
}

async function readOnCall(): Promise<OnCallCopy> {
  const [from, to] = [serverNow(), serverNow() + daysAhead * 86_400_000];
  const range = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const emails = await readEmails();
  const schedules: OnCallCopy['schedules'] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages && (page === 0 || cursor !== null); page++) {
    const query = { ...range, limit: 50, ...(cursor !== null && { cursor }) };
    const found: Awaited<ReturnType<typeof readOverview>> = await readOverview(query);
    cursor = found.nextCursor;
    for (const { scheduleName, teamName, shifts, alsoOnCall } of found.items) {
      schedules.push({
        name: scheduleName,
        teamName,
        shifts: joined(
          [...shifts, ...alsoOnCall]
            .sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))
            .filter(
              ({ startsAt, endsAt }) => Date.parse(startsAt) < to && (endsAt === null || Date.parse(endsAt) > from),
            )
            .map(({ startsAt, endsAt, personId, personName }) => ({
              ...{ startsAt, endsAt, personName },
              email: (personId !== null && emails.get(personId)) || null,
            })),
        ),
      });
    }
  }
  return { asOf: range.from, until: range.to, isPartial: cursor !== null, schedules };
}

type CopiedShift = OnCallCopy['schedules'][number]['shifts'][number];

/** Shifts of one person that follow each other read as one. */
function joined(shifts: CopiedShift[]): CopiedShift[] {
  const whole: CopiedShift[] = [];
  for (const shift of shifts) {
    // Of several people on call at once the shifts overlap.
    const last = whole.findLast((each) => each.personName === shift.personName && each.email === shift.email);
    if (last?.endsAt === shift.startsAt) last.endsAt = shift.endsAt;
    else whole.push({ ...shift });
  }
  return whole;
}

const readOverview = (query: { from: string; to: string; limit: number; cursor?: string }) =>
  unaskedApi.call(readOnCallOverview, { query });

/** Addresses of everybody whom this person may see, as far as the first four pages of them go. */
async function readEmails(): Promise<Map<number, string>> {
  const emails = new Map<number, string>();
  let cursor: string | null = null;
  for (let page = 0; page < mostPages && (page === 0 || cursor !== null); page++) {
    const found: Awaited<ReturnType<typeof readPeople>> = await readPeople(cursor);
    cursor = found.nextCursor;
    for (const { id, email } of found.items) emails.set(id, email);
  }
  return emails;
}

const readPeople = (cursor: string | null) =>
  unaskedApi.call(listPeople, { query: { status: 'enabled', limit: 100, ...(cursor !== null && { cursor }) } });
