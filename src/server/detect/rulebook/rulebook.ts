/** The rules by which signals become alerts, read whole: sources, routes, maintenance windows, and how loudly severities page. */
import type { VerificationRule } from '../../../contract/detect/source-verification.ts';
import type { MaintenanceWindow } from '../../../domain/detect/maintenance.ts';
import type { Route } from '../../../domain/detect/routing.ts';
import { readUrgencies, type SeverityUrgencies } from '../../../domain/severity.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type LookupTable, readLookupTable } from '../mapping-rules/lookup-table.ts';
import { createMapping, type Mapping } from '../mapping-rules/mapping.ts';
import { findSourceType } from '../source-types/registry.ts';
import type { CommonSettings } from '../source-types/settings.ts';
import type { SourceType } from '../source-types/source.ts';
import * as store from './store.ts';

export type Source = {
  id: number;
  slug: string;
  name: string;
  type: SourceType;
  settings: CommonSettings;
  serviceId: number | null;
  isPaused: boolean;
  /** Its alerts page nobody, unless a route names a service. */
  pagesNobody: boolean;
  /** What a request has to prove besides the key; null: nothing. */
  verification: Verification | null;
  /** What is done to its signals before they become alerts; none for most. */
  mapping?: Mapping | null;
};

export type Verification = {
  rule: VerificationRule;
  /** Sealed. */
  secrets: string | null;
  /** Epoch ms. */
  oldSecretUntil: number | null;
};

/** The built-in source through which the platform reports on itself. */
export const platformSourceSlug = 'evenkeel';

export type Rulebook = {
  version: number;
  sourceByKeyHash: Map<string, Source>;
  sourceById: Map<number, Source>;
  routes: Route[];
  windows: MaintenanceWindow[];
  /** Slug by service id. */
  services: Map<number, string>;
  /** How loudly each severity pages. */
  urgencies: SeverityUrgencies;
  lookupTables: Map<string, LookupTable>;
};

/** @param previous what of it did not change is taken over as it is */
export async function loadRulebook(db: Queryable, previous?: Rulebook): Promise<Rulebook> {
  // The version first: a change that comes after it only makes us load once more.
  const version = await store.loadVersion(db);
  const sources = await store.listSources(db);
  const verifications = new Map((await store.listVerifications(db)).map(({ sourceId, ...one }) => [sourceId, one]));
  const additionalKeys = await store.listAdditionalKeys(db);
  const routes = await store.listRoutes(db);
  const windows = await store.listWindows(db);
  const services = await store.listServices(db);
  const matrix = await store.loadSeverityMatrix(db);
  const lookupTables = await readLookupTables(db, previous);
  const usable = sources.flatMap(({ keyHash, type, mapping: rules, mappingVersion, ...source }) => {
    const known = findSourceType(type);
    const verification = verifications.get(source.id) ?? null;
    if (!known) return [];
    const former = previous?.sourceById.get(source.id)?.mapping;
    const isKept = former?.version === mappingVersion && previous?.lookupTables === lookupTables;
    const mapping = isKept ? former : createMapping(rules, mappingVersion, (slug) => lookupTables.get(slug));
    return [{ keyHash, source: { ...source, type: known, verification, mapping } }];
  });
  const sourceById = new Map(usable.map(({ source }) => [source.id, source]));
  const byAdditionalKey = additionalKeys.flatMap(({ keyHash, sourceId }) => {
    const source = sourceById.get(sourceId);
    return source ? [[keyHash, source] as const] : [];
  });
  return {
    version,
    sourceByKeyHash: new Map([...byAdditionalKey, ...usable.map(({ keyHash, source }) => [keyHash, source] as const)]),
    sourceById,
    routes: routes.map(({ id, name, enabled, condition, outcome: { serviceId, ...outcome } }) => ({
      id,
      name,
      isEnabled: enabled,
      all: condition.all,
      outcome: { ...outcome, serviceId: serviceId === null ? null : Number(serviceId) },
    })),
    windows: windows.map(({ id, startsAt, endsAt, serviceIds, condition }) => ({
      id,
      startsAt: startsAt.getTime(),
      endsAt: endsAt.getTime(),
      serviceIds,
      all: condition?.all ?? [],
    })),
    services: new Map(services.map(({ id, slug }) => [id, slug])),
    urgencies: readUrgencies(matrix),
    lookupTables,
  };
}

/** The very same map where nothing changed. A table that cannot be read is none: the rules that use it say so. */
async function readLookupTables(db: Queryable, previous?: Rulebook): Promise<Map<string, LookupTable>> {
  const listed = await store.listLookupTables(db);
  const former = previous?.lookupTables ?? new Map<string, LookupTable>();
  const isSame = ({ slug, version }: { slug: string; version: number }) => former.get(slug)?.version === version;
  if (previous && listed.length === former.size && listed.every(isSame)) return former;
  const tables = new Map<string, LookupTable>();
  for (const { slug, version } of listed) {
    const known = former.get(slug);
    const stored = known?.version === version ? null : await store.loadLookupTable(db, slug);
    if (known?.version === version) tables.set(slug, known);
    else if (stored) tables.set(slug, readLookupTable(stored.csv, stored.version));
  }
  return tables;
}
