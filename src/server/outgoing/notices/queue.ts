/** Puts notices where they wait, each once, for those who want them. */
import type { NoticeKind } from '../../../contract/outgoing/notices.ts';
import { dueAfter, noticeRules } from '../../../domain/outgoing/notice-rules.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { keepMessages } from '../../respond/sandbox/actions.ts';
import { choiceOf, quietOf } from './settings.ts';
import { loadReaders, type Reader } from './settings-store.ts';
import { insertNotices } from './store.ts';

/** Of one person: the words come from the reader’s clock. */
export type Notice = {
  personId: number;
  kind: NoticeKind;
  /** What happened: a person is told it once. */
  key: string;
  title: string;
  text?: string;
  /** Of the screen it is about. */
  path: string;
  /** Of practice in a sandbox, for somebody who has not agreed to be notified: it is kept there. */
  keptIn?: number;
};

/** What follows within this time goes out in the same message. */
const gatherMs = 60_000;

/** @param nowMs the time of the database */
export async function queueNotices(tx: Queryable, found: readonly Notice[], nowMs: number, readers?: Reader[]) {
  if (found.length === 0) return;
  const known = readers ?? (await loadReaders(tx, [...new Set(found.map(({ personId }) => personId))]));
  const byId = new Map(known.map((reader) => [reader.personId, reader]));
  const wanted = found.flatMap((notice) => {
    const reader = byId.get(notice.personId);
    const choice = reader && choiceOf(reader, notice.kind);
    if (!reader || !choice?.isOn) return [];
    const dueMs = dueAfter(notice.kind, quietOf(reader), reader.timeZone, nowMs + gatherMs);
    const expiresMs = dueMs + noticeRules[notice.kind].freshMinutes * 60_000;
    return [
      { ...notice, contactMethodId: choice.contactMethodId, dueAt: new Date(dueMs), expiresAt: new Date(expiresMs) },
    ];
  });
  await insertNotices(
    tx,
    wanted.filter(({ keptIn }) => keptIn === undefined),
  );
  const kept = wanted.flatMap(({ keptIn, personId, title }) =>
    keptIn === undefined ? [] : [{ sandboxId: keptIn, way: 'notice' as const, name: byId.get(personId)!.name, title }],
  );
  await keepMessages(tx, kept);
}
