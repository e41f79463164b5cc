import { type MappingRule, maxLookupTables } from '../../../contract/detect/mapping.ts';
import type { VerificationRule } from '../../../contract/detect/source-verification.ts';
import type { Condition } from '../../../domain/detect/condition.ts';
import type { Route } from '../../../domain/detect/routing.ts';
import { type Queryable, row, rows } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import type { CommonSettings } from '../source-types/settings.ts';

/** More of these than this are no rules any more; the API refuses to create them. */
export const maxSources = 5_000;
/** Of one source. */
export const maxAdditionalKeys = 20;
export const maxRoutes = 1_000;
export const maxWindows = 5_000;
const maxServices = 20_000;

/** Raised by every change of what the rulebook holds. */
export async function loadVersion(db: Queryable): Promise<number> {
  return (await row<{ version: number }>(db, 'select version from configuration_version'))!.version;
}

type SourceRow = {
  id: number;
  slug: string;
  name: string;
  type: string;
  settings: CommonSettings;
  serviceId: number | null;
  isPaused: boolean;
  pagesNobody: boolean;
  mapping: MappingRule[];
  mappingVersion: number;
  keyHash: string;
};

export function listSources(db: Queryable): Promise<SourceRow[]> {
  return rows(
    db,
    `select id, slug, name, type, settings, service_id, paused_at is not null as is_paused, pages_nobody,
       mapping, mapping_version, encode(key_hash, 'hex') as key_hash
     from sources order by id limit $1`,
    [maxSources],
  );
}

/** Of the lookup tables; without their rows, which a node that has this version of them knows. */
export function listLookupTables(db: Queryable): Promise<{ slug: string; version: number }[]> {
  return rows(db, 'select slug, version from lookup_tables order by id limit $1', [maxLookupTables]);
}

export async function loadLookupTable(db: Queryable, slug: string): Promise<{ csv: string; version: number } | null> {
  return row(db, 'select csv, version from lookup_tables where slug = $1', [slug]);
}

/** Those beside the key of the source itself, by their hashes. */
export function listAdditionalKeys(db: Queryable): Promise<{ sourceId: number; keyHash: string }[]> {
  return rows(db, "select source_id, encode(key_hash, 'hex') as key_hash from source_keys order by id limit $1", [
    maxSources * maxAdditionalKeys,
  ]);
}

type VerificationRow = {
  sourceId: number;
  rule: VerificationRule;
  secrets: string | null;
  oldSecretUntil: number | null;
};

/** Those that ask for anything. */
export function listVerifications(db: Queryable): Promise<VerificationRow[]> {
  return rows(
    db,
    `select source_id, rule, secrets, (extract(epoch from old_secret_until) * 1000)::float8 as old_secret_until
     from source_verifications where rule->>'method' <> 'none' order by source_id limit $1`,
    [maxSources],
  );
}

type RouteRow = {
  id: number;
  name: string;
  enabled: boolean;
  condition: { all: Condition[] };
  /** Ids are kept as text in it. */
  outcome: Omit<Route['outcome'], 'serviceId'> & { serviceId: string | null };
};

export function listRoutes(db: Queryable): Promise<RouteRow[]> {
  return rows(db, 'select id, name, enabled, condition, outcome from routes order by position, id limit $1', [
    maxRoutes,
  ]);
}

type WindowRow = {
  id: number;
  startsAt: Date;
  endsAt: Date;
  serviceIds: number[];
  condition: { all: Condition[] } | null;
};

/** Those that are not over. */
export function listWindows(db: Queryable): Promise<WindowRow[]> {
  return rows(
    db,
    `select id, starts_at, ends_at, service_ids, condition from maintenance_windows
     where canceled_at is null and ends_at > evenkeel.now() order by id limit $1`,
    [maxWindows],
  );
}

export function listServices(db: Queryable): Promise<{ id: number; slug: string }[]> {
  return rows(db, 'select id, slug from services order by id limit $1', [maxServices]);
}

/** As it is stored; undefined where the usual one holds. */
export async function loadSeverityMatrix(db: Queryable): Promise<unknown> {
  const found = await row<{ value: unknown }>(db, 'select value from settings where name = $1', [
    settings.severityMatrix.name,
  ]);
  return found?.value;
}
