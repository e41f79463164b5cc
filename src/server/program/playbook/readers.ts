/** Who should read the playbook, and who has. */
import { problem } from '../../../contract/errors.ts';
import type { PlaybookReadersInput } from '../../../contract/program/playbook.ts';
import type { CsvValue } from '../../../domain/csv.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { exportPageRows } from '../../platform/http/csv-stream.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';
import * as store from './readers-store.ts';
import { loadLatest } from './versions-store.ts';

export async function readReaders(db: Queryable) {
  const { value, version } = await readSetting(db, settings.playbookReaders);
  const gone = await store.missingTeams(db, value.teamIds);
  const versionId = (await loadLatest(db))?.id ?? null;
  const teams = await store.listByTeam(db, value, versionId);
  return {
    who: value.who,
    teamIds: value.teamIds.filter((id) => !gone.includes(id)),
    versionId,
    ...(await store.countReaders(db, value, versionId)),
    teams: teams.map(({ teamId, teamName, ...counts }) => ({
      team: teamId === null ? null : { id: teamId, name: teamName! },
      ...counts,
    })),
    version,
  };
}

/** @throws Problem `invalid_input` for a team that does not exist, `version_mismatch` */
export async function updateReaders(ctx: Context, input: PlaybookReadersInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const [missing] = await store.missingTeams(tx, input.teamIds);
    if (missing !== undefined) {
      const message = `There is no team ${missing}.`;
      throw problem('invalid_input', message, [{ path: 'body.teamIds', message }]);
    }
    const { value: before } = await readSetting(tx, settings.playbookReaders);
    await writeSetting(tx, ctx, settings.playbookReaders, input, ifMatch, { before, after: input });
    return readReaders(tx);
  });
}

export const readersHeader = ['person', 'teams', 'version', 'confirmed at'];

type ReaderLine = { name: string; teams: string[]; versionId: number | null; confirmedAt: Date | null };

export function readerLineOf({ name, teams, versionId, confirmedAt }: ReaderLine): CsvValue[] {
  return [name, teams.join('; '), versionId, confirmedAt?.toISOString() ?? null];
}

/** One page of the lines; the cursor is the name and the id of the last one. */
export async function readReaderLines(db: Queryable, cursor: string | undefined) {
  const { value } = await readSetting(db, settings.playbookReaders);
  const versionId = (await loadLatest(db))?.id ?? null;
  const after = cursor === undefined ? null : (JSON.parse(cursor) as [string, number]);
  const found = await store.listReaders(db, value, versionId, { limit: exportPageRows + 1, after });
  const items = found.slice(0, exportPageRows).map((reader) => ({ ...reader, versionId }));
  const last = items.at(-1);
  return { items, nextCursor: found.length > items.length ? JSON.stringify([last!.name, last!.personId]) : null };
}

/** Those who should read the version published last and have not confirmed it; null where none is published. */
export async function unconfirmedReaders(db: Queryable) {
  const latest = await loadLatest(db);
  if (!latest) return null;
  const { value } = await readSetting(db, settings.playbookReaders);
  return { version: latest, personIds: await store.listUnconfirmed(db, value, latest.id) };
}

/** What says whether the playbook is kept: the version published last, and how many of those asked have confirmed it. */
export async function readPlaybookState(db: Queryable) {
  const latest = await loadLatest(db);
  if (!latest) return null;
  const { value } = await readSetting(db, settings.playbookReaders);
  return { id: latest.id, publishedAt: latest.publishedAt, ...(await store.countReaders(db, value, latest.id)) };
}
