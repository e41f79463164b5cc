import { type Queryable, row } from '../../../platform/db/database.ts';
import { wholeDefinition } from '../../escalation/store.ts';
import { urgencyOf } from './opening-store.ts';

export async function loadPolicy(db: Queryable, id: number): Promise<{ definition: unknown; plain: unknown } | null> {
  return row(
    db,
    `select ${wholeDefinition()} as definition, definition as plain from escalation_policies where id = $1`,
    [id],
  );
}

/** Why nobody can be paged by it, in words; null when it is there. */
export async function whyNoTarget(
  db: Queryable,
  kind: 'person' | 'schedule' | 'team',
  id: number,
): Promise<string | null> {
  const tables = { person: 'people', schedule: 'schedules', team: 'teams' } as const;
  const isDisabled = kind === 'person' ? 'disabled_at is not null' : 'false';
  const found = await row<{ isDisabled: boolean }>(
    db,
    `select ${isDisabled} as is_disabled from ${tables[kind]} where id = $1`,
    [id],
  );
  if (!found) return `There is no such ${kind}.`;
  return found.isDisabled ? 'This person is deactivated.' : null;
}

/** How loudly a severity pages. */
export async function loadUrgency(db: Queryable, severity: number): Promise<string> {
  return (await row<{ urgency: string }>(db, `select ${urgencyOf('$1::int')} as urgency`, [severity]))!.urgency;
}
