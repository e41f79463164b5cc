import type { ProviderChange, ProviderInput } from '../../../contract/respond/providers.ts';
import { preparedRows, type Queryable, row, rows, run } from '../../platform/db/database.ts';

export type ProviderRow = {
  id: number;
  kind: string;
  name: string;
  /** Sealed. */
  settings: string;
  hint: string;
  position: number;
  countries: string[];
  disabledAt: Date | null;
  failingSince: Date | null;
  lastOutcome: string | null;
  lastOutcomeAt: Date | null;
  listeningUntil: Date | null;
  contactMethodCount: number;
  version: number;
  createdAt: Date;
};

/** The place a provider's settings are sealed for. */
export const settingsContext = (id: number) => `providers.settings.${id}`;

export const mostProviders = 200;

const columns = `p.id, p.kind, p.name, p.settings, p.hint, p.position, p.countries, p.disabled_at, p.failing_since, p.last_outcome,
  p.last_outcome_at, case when p.listener_until > evenkeel.now() then p.listener_until end as listening_until, p.version,
  p.created_at, (select count(*)::int from contact_methods m where m.provider_id = p.id) as contact_method_count`;

export async function listProviders(db: Queryable): Promise<ProviderRow[]> {
  return rows<ProviderRow>(db, `select ${columns} from providers p order by p.position, p.id limit ${mostProviders}`);
}

export async function loadProvider(db: Queryable, id: number): Promise<ProviderRow | null> {
  return row<ProviderRow>(db, `select ${columns} from providers p where p.id = $1`, [id]);
}

export async function lockProvider(tx: Queryable, id: number): Promise<ProviderRow | null> {
  await run(tx, 'select from providers where id = $1 for update', [id]);
  return loadProvider(tx, id);
}

/** All ids in the order they are tried, each locked until the transaction ends. */
export async function lockProviderIds(tx: Queryable): Promise<number[]> {
  await run(tx, 'select from providers order by id for update');
  return (await rows<{ id: number }>(tx, 'select id from providers order by position, id')).map(({ id }) => id);
}

export async function setOrder(tx: Queryable, ids: number[]): Promise<void> {
  await run(
    tx,
    `update providers p set position = o.position, version = version + 1
     from unnest($1::bigint[]) with ordinality as o (id, position) where p.id = o.id and p.position <> o.position`,
    [ids],
  );
}

export async function countProviders(db: Queryable): Promise<number> {
  return (await row<{ count: number }>(db, 'select count(*)::int as count from providers'))!.count;
}

export async function nextProviderId(tx: Queryable): Promise<number> {
  const drawn = await row<{ id: number }>(
    tx,
    `select nextval(pg_get_serial_sequence('evenkeel.providers', 'id')) as id`,
  );
  return drawn!.id;
}

export type Sealed = { sealedSettings: string; hint: string };

export async function insertProvider(tx: Queryable, id: number, input: ProviderInput & Sealed): Promise<void> {
  await run(
    tx,
    `insert into providers (id, kind, name, settings, hint, position, countries, disabled_at)
     overriding system value values ($1, $2, $3, $4, $5, $6, $7, case when not $8 then evenkeel.now() end)`,
    [id, input.kind, input.name, input.sealedSettings, input.hint, input.position, input.countries, input.enabled],
  );
}

/** New settings are tried at once, whatever the old ones ended with. */
export async function updateProvider(
  tx: Queryable,
  id: number,
  change: Omit<ProviderChange, 'settings'> & Partial<Sealed>,
): Promise<void> {
  await run(
    tx,
    `update providers set name = coalesce($2, name), settings = coalesce($3, settings), hint = coalesce($4, hint),
       position = coalesce($5, position), countries = coalesce($6, countries),
       disabled_at = case when $7 then null when not $7 then coalesce(disabled_at, evenkeel.now()) else disabled_at end,
       failing_since = case when $3::text is null then failing_since end,
       listener_until = null, version = version + 1
     where id = $1`,
    [
      id,
      change.name ?? null,
      change.sealedSettings ?? null,
      change.hint ?? null,
      change.position ?? null,
      change.countries ?? null,
      change.enabled ?? null,
    ],
  );
}

/** Who would send nothing without it: policies whose chat rooms it carries, and people whose contact methods name it; at most ten names of each. */
export async function usersOfProvider(db: Queryable, id: number): Promise<{ policies: string[]; people: string[] }> {
  const found = await row<{ policies: string[]; people: string[] }>(
    db,
    `select array(select name from escalation_policies
         where jsonb_path_exists(coalesce(full_definition, definition), '$.**.chatRooms[*] ? (@.providerId == $id)',
           jsonb_build_object('id', $1::bigint)) order by name limit 10) as policies,
       array(select distinct p.name from contact_methods m join people p on p.id = m.person_id
         where m.provider_id = $1 order by p.name limit 10) as people`,
    [id],
  );
  return found!;
}

export async function deleteProvider(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'delete from providers where id = $1', [id]);
}

export type Candidate = { id: number; kind: string; name: string; settings: string; countries: string[] };

/** Enabled providers of these kinds in their order; only the one that a contact method names, where it names one. */
export async function listCandidates(db: Queryable, kinds: string[], providerId: number | null): Promise<Candidate[]> {
  return preparedRows<Candidate>(
    db,
    'list-provider-candidates',
    `select id, kind, name, settings, countries from providers
     where disabled_at is null and kind = any ($1::text[]) and ($2::bigint is null or id = $2)
     order by position, id limit 20`,
    [kinds, providerId],
  );
}

/** Keeps how the last message went; `isFault` when the provider itself was at fault. */
export async function setOutcome(db: Queryable, id: number, outcome: string, isFault: boolean): Promise<void> {
  await preparedRows(
    db,
    'set-provider-outcome',
    `update providers set last_outcome = $2, last_outcome_at = evenkeel.now(),
       failing_since = case when $3 then coalesce(failing_since, evenkeel.now()) end
     where id = $1 and (last_outcome is distinct from $2 or (failing_since is not null) <> $3
       or last_outcome_at < evenkeel.now() - interval '1 minute')`,
    [id, outcome.slice(0, 300), isFault],
  );
}

/** Writes that this report was seen; false when it had been. */
export async function noteInbound(tx: Queryable, providerId: number, key: string): Promise<boolean> {
  const noted = await run(
    tx,
    'insert into inbound_messages (provider_id, key) values ($1, $2) on conflict do nothing',
    [providerId, key.slice(0, 200)],
  );
  return noted === 1;
}

const listenerLeaseSeconds = 20;

/** The providers of these kinds that no node listens to, taken for `nodeId`; and those it keeps. */
export async function takeListeners(
  db: Queryable,
  kinds: string[],
  nodeId: number,
): Promise<(Candidate & { version: number })[]> {
  return rows(
    db,
    `update providers p set listener_node = $2, listener_until = evenkeel.now() + interval '${listenerLeaseSeconds} seconds'
     from (select id from providers where kind = any ($1::text[]) and disabled_at is null
             and (listener_node = $2 or listener_until is null or listener_until < evenkeel.now())
           order by id limit 100 for update skip locked) f
     where p.id = f.id returning p.id, p.kind, p.name, p.settings, p.countries, p.version`,
    [kinds, nodeId],
  );
}

export async function releaseListeners(db: Queryable, nodeId: number): Promise<void> {
  await run(db, 'update providers set listener_until = null where listener_node = $1', [nodeId]);
}

export async function loadListenerState(db: Queryable, id: number): Promise<Record<string, unknown>> {
  const found = await row<{ state: Record<string, unknown> }>(
    db,
    'select listener_state as state from providers where id = $1',
    [id],
  );
  return found?.state ?? {};
}

export async function saveListenerState(db: Queryable, id: number, state: Record<string, unknown>): Promise<void> {
  await run(db, 'update providers set listener_state = $2 where id = $1', [id, JSON.stringify(state)]);
}

/** Contact methods as far as it matters for what carries them. */
export function listWaysById(
  db: Queryable,
  ids: number[],
): Promise<{ id: number; channel: string; providerId: number | null; callingCode: string | null }[]> {
  return rows(
    db,
    `select id, channel, provider_id, substring(hint from '^\\+[0-9]+') as calling_code from contact_methods
     where id = any ($1::bigint[])`,
    [ids],
  );
}
