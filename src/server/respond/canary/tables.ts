/**
 * Made-up rows for the real statements of paging, in temporary tables of one connection. Names without a schema find
 * these and nothing else there: the connection does not look into the tables of the installation.
 */
import type { EscalationDefinition } from '../../../contract/respond/escalation-definition.ts';
import { type Database, type Queryable, row, run } from '../../platform/db/database.ts';

/** No search path leads to a table but the temporary ones. */
export const madeUpOnly = 'pg_temp';

/** What stays from run to run. */
const standing = ['sources', 'services', 'escalation_policies', 'people', 'contact_methods'] as const;
/** What a run writes. */
const written = [
  ...['changes', 'alerts', 'pages', 'page_alerts', 'notifications', 'notification_attempts', 'events'],
] as const;
/** What statements ask for and find empty. */
const empty = [
  ...['settings', 'early_signals', 'page_acknowledgements', 'escalation_turns', 'notification_rules', 'teams'],
  ...['team_members', 'schedules', 'runbooks', 'runbook_services', 'test_pages', 'routes', 'merged_keys'],
  ...['sandboxes', 'sandbox_signals', 'incident_alerts', 'parallel_runs', 'incident_services'],
] as const;

export const theOne = 1;

const ladder: EscalationDefinition = {
  steps: [{ delaySeconds: 300, targets: [{ kind: 'person', id: theOne }], ifEmpty: 'skip' }],
  repeat: 0,
  catchAll: null,
};

/** Makes the tables of this connection where it has none yet, and empties what the last run wrote. */
export async function prepareTables(db: Database): Promise<void> {
  const all = [...standing, ...written, ...empty];
  if ((await countMade(db, all)) < all.length) {
    for (const table of all)
      await run(db, `create temporary table if not exists ${table} (like evenkeel.${table} including all)`);
    await insertStanding(db);
  }
  await clearTables(db);
}

async function countMade(db: Queryable, tables: readonly string[]): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    "select count(to_regclass('pg_temp.' || name))::int as count from unnest($1::text[]) as t (name)",
    [tables],
  );
  return found!.count;
}

export async function clearTables(db: Queryable): Promise<void> {
  for (const table of written) await run(db, `delete from pg_temp.${table}`);
}

async function insertStanding(db: Queryable): Promise<void> {
  const insert = (table: string, columns: string, values: unknown[]) =>
    run(
      db,
      `insert into pg_temp.${table} (id, ${columns}) overriding system value
       values (${theOne}, ${values.map((_, index) => `$${index + 1}`).join(', ')}) on conflict do nothing`,
      values,
    );
  await insert('sources', 'slug, name, type, key_hash, key_sealed', [
    'canary',
    'Canary',
    'generic',
    Buffer.alloc(32),
    '',
  ]);
  await insert('escalation_policies', 'slug, name, definition', ['canary', 'Canary', JSON.stringify(ladder)]);
  await insert('services', 'slug, name, escalation_policy_id', ['canary', 'Canary', theOne]);
  await insert('people', 'email, name', ['canary@localhost', 'Canary']);
  await run(
    db,
    `insert into pg_temp.contact_methods (id, person_id, channel, label, settings, hint, verified_at)
     overriding system value values (${theOne}, ${theOne}, 'webhook', 'Canary', '', '', evenkeel.now()) on conflict do nothing`,
  );
}
