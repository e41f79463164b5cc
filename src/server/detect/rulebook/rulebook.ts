/** The rules by which signals become alerts, read whole: sources, routes, maintenance windows, and how loudly severities page. */
import type { VerificationRule } from '../../../contract/detect/source-verification.ts';
import type { MaintenanceWindow } from '../../../domain/detect/maintenance.ts';
import type { Route } from '../../../domain/detect/routing.ts';
import { readUrgencies, type SeverityUrgencies } from '../../../domain/severity.ts';
import type { Queryable } from '../../platform/db/database.ts';
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
};

export async function loadRulebook(db: Queryable): Promise<Rulebook> {
  // The version first: a change that comes after it only makes us load once more.
  const version = await store.loadVersion(db);
  const sources = await store.listSources(db);
  const verifications = new Map((await store.listVerifications(db)).map(({ sourceId, ...one }) => [sourceId, one]));
  const additionalKeys = await store.listAdditionalKeys(db);
  const routes = await store.listRoutes(db);
  const windows = await store.listWindows(db);
  const services = await store.listServices(db);
  const matrix = await store.loadSeverityMatrix(db);
  const usable = sources.flatMap(({ keyHash, type, ...source }) => {
    const known = findSourceType(type);
    const verification = verifications.get(source.id) ?? null;
    return known ? [{ keyHash, source: { ...source, type: known, verification } }] : [];
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
  };
}
