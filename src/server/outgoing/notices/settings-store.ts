import type { NoticeKind } from '../../../contract/outgoing/notices.ts';
import type { QuietHours } from '../../../domain/outgoing/notice-rules.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type Choices = Partial<Record<NoticeKind, { isOn: boolean; contactMethodId: number | null }>>;

export type SettingsRow = {
  kinds: Choices;
  quietFrom: number | null;
  quietUntil: number | null;
  /** Nothing was chosen yet. */
  isDefault: boolean;
  version: number;
};

const columns = `coalesce(s.kinds, '{}') as kinds, s.quiet_from, s.quiet_until, s.person_id is null as is_default,
  coalesce(s.version, 0) as version`;

export async function loadSettings(db: Queryable, personId: number): Promise<SettingsRow> {
  const found = await row<SettingsRow>(
    db,
    `select ${columns} from people p left join notice_settings s on s.person_id = p.id where p.id = $1`,
    [personId],
  );
  return found!;
}

/** The row of the person stands for settings that do not exist yet. */
export async function lockSettings(tx: Queryable, personId: number): Promise<SettingsRow> {
  await run(tx, 'select from people where id = $1 for no key update', [personId]);
  return loadSettings(tx, personId);
}

export async function saveSettings(
  tx: Queryable,
  personId: number,
  kinds: Choices,
  quiet: QuietHours | null,
): Promise<void> {
  await run(
    tx,
    `insert into notice_settings (person_id, kinds, quiet_from, quiet_until) values ($1, $2, $3, $4)
     on conflict (person_id) do update set kinds = $2, quiet_from = $3, quiet_until = $4, version = notice_settings.version + 1`,
    [personId, JSON.stringify(kinds), quiet?.from ?? null, quiet?.until ?? null],
  );
}

/** Those of the contact methods that are not the person's own or not verified. */
export async function findUnusable(tx: Queryable, personId: number, ids: number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    tx,
    `select i.id from unnest($2::bigint[]) as i (id) where not exists (
       select from contact_methods m where m.id = i.id and m.person_id = $1 and m.verified_at is not null)`,
    [personId, ids],
  );
  return found.map(({ id }) => id);
}

export type Reader = SettingsRow & { personId: number; name: string; timeZone: string; role: string };

/** Active people among these, with their settings; everybody without a list. */
export async function loadReaders(db: Queryable, personIds: readonly number[] | null): Promise<Reader[]> {
  return rows<Reader>(
    db,
    `select p.id as person_id, p.name, p.time_zone, p.role, ${columns}
     from people p left join notice_settings s on s.person_id = p.id
     where p.disabled_at is null and ($1::bigint[] is null or p.id = any ($1::bigint[])) order by p.id limit 10000`,
    [personIds],
  );
}
