import type { MessageTemplate, TemplateWords } from '../../../contract/communicate/templates.ts';
import { storedSubjects } from '../../../contract/events/catalogue.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type EditedTemplate = {
  id: string;
  title: string;
  body: string;
  version: number;
  updatedBy: NonNullable<MessageTemplate['updatedBy']>;
  updatedAt: Date;
};

const columns = 'id, title, body, version, updated_by, updated_at';

/** As many as there are templates at most. */
export async function listEdited(db: Queryable): Promise<EditedTemplate[]> {
  return rows<EditedTemplate>(db, `select ${columns} from message_templates order by id limit 500`);
}

export async function loadEdited(db: Queryable, id: string): Promise<EditedTemplate | null> {
  return row<EditedTemplate>(db, `select ${columns} from message_templates where id = $1`, [id]);
}

/**
 * False when it has another version than expected; words nobody has edited have version 1. Words that were reset and
 * edited anew have a version that no earlier ones had.
 */
export async function saveTemplate(
  tx: Queryable,
  id: string,
  words: TemplateWords,
  updatedBy: unknown,
  version: number | undefined,
): Promise<boolean> {
  const saved = await run(
    tx,
    `insert into message_templates as t (id, title, body, updated_by, version)
     select $1, $2, $3, $4, 2 + (select count(*) from events where subject_kind = any($6)
       and subject_id is null and data->>'key' = $1)
     where $5::int is null or $5 = coalesce((select version from message_templates where id = $1), 1)
     on conflict (id) do update set title = excluded.title, body = excluded.body, updated_by = excluded.updated_by,
       updated_at = evenkeel.now(), version = t.version + 1
     where $5::int is null or t.version = $5`,
    [id, words.title, words.body, JSON.stringify(updatedBy), version ?? null, storedSubjects('messageTemplate')],
  );
  return saved === 1;
}

export async function deleteTemplate(tx: Queryable, id: string): Promise<boolean> {
  return (await run(tx, 'delete from message_templates where id = $1', [id])) === 1;
}
