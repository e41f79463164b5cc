import { type Queryable, row } from '../../platform/db/database.ts';
import { wholeDefinition } from '../escalation/store.ts';
import { urgencyOf } from './opening-store.ts';

export async function loadPolicy(db: Queryable, id: number): Promise<{ definition: unknown; plain: unknown } | null> {
  return row(
    db,
    `select ${wholeDefinition()} as definition, definition as plain from escalation_policies where id = $1`,
    [id],
  );
}

export async function targetExists(db: Queryable, kind: 'person' | 'schedule' | 'team', id: number): Promise<boolean> {
  const tables = { person: 'people', schedule: 'schedules', team: 'teams' } as const;
  const condition = kind === 'person' ? 'and disabled_at is null' : '';
  return (await row(db, `select 1 from ${tables[kind]} where id = $1 ${condition}`, [id])) !== null;
}

/** How loudly a severity pages. */
export async function loadUrgency(db: Queryable, severity: number): Promise<string> {
  return (await row<{ urgency: string }>(db, `select ${urgencyOf('$1::int')} as urgency`, [severity]))!.urgency;
}
