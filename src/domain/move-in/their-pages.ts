import type { PagedOnce } from './compare-pages.ts';
import { readInstant } from './past/read-instant.ts';
import type { PastFile } from './past/records.ts';

/** Which column is what; without a title, pages are told apart by time and person only. */
export type PageColumns = { time: string; person: string; title: string | null };

const usual = {
  time: ['time', 'at', 'created_at', 'createdAt', 'created_on', 'sent_at', 'notified_at', 'timestamp', 'date'],
  person: ['person', 'user', 'user_name', 'recipient', 'email', 'user.summary', 'user.name', 'responder', 'to'],
  title: ['title', 'message', 'summary', 'incident', 'alert', 'description', 'incident.summary'],
} as const;

/** The columns that notifications of other tools usually have, where the file has them. */
export function usualColumns({ columns }: PastFile): Partial<PageColumns> {
  const find = (names: readonly string[]) =>
    names.map((name) => columns.find((one) => one.toLowerCase() === name.toLowerCase())).find(Boolean);
  const [time, person, title] = [find(usual.time), find(usual.person), find(usual.title)];
  return { ...(time && { time }), ...(person && { person }), title: title ?? null };
}

export type TheirPages = { pages: PagedOnce[]; leftOut: { place: string; because: string }[] };

/** @param zone of times without one */
export function readTheirPages(file: PastFile, { time, person, title }: PageColumns, zone: string): TheirPages {
  const pages: PagedOnce[] = [];
  const leftOut: TheirPages['leftOut'] = [];
  for (const { place, fields } of file.records) {
    const read = readInstant(fields[time] ?? '', { zone, dayOrder: null });
    if ('at' in read) pages.push({ at: read.at, person: fields[person] ?? '', title: (title && fields[title]) || '' });
    else leftOut.push({ place, because: 'fault' in read ? read.fault : `“${fields[time]}” could be two dates.` });
  }
  return { pages, leftOut };
}

/** Whom the file names by an e-mail address gets their name here. */
export function withNames(
  pages: readonly PagedOnce[],
  people: readonly { name: string; email: string }[],
): PagedOnce[] {
  const byAddress = new Map(people.map(({ email, name }) => [email.toLowerCase(), name]));
  return pages.map((page) => ({ ...page, person: byAddress.get(page.person.trim().toLowerCase()) ?? page.person }));
}
