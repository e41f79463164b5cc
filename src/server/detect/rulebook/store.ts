import type { Condition } from '../../../domain/detect/condition.ts';
import type { MaintenanceWindow } from '../../../domain/detect/maintenance.ts';
import type { Route } from '../../../domain/detect/routing.ts';
import { readUrgencies, type SeverityUrgencies } from '../../../domain/severity.ts';
import { type Queryable, row, rows } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { findSourceType } from '../source-types/registry.ts';
import type { CommonSettings } from '../source-types/settings.ts';
import type { SourceType } from '../source-types/source.ts';

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
};

/** The built-in source through which the platform reports on itself. */
export const platformSourceSlug = 'evenkeel';

export type Configuration = {
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

type SourceRow = Omit<Source, 'type'> & { type: string; keyHash: string };
type RouteRow = {
  id: string;
  name: string;
  enabled: boolean;
  condition: { all: Condition[] };
  outcome: Route['outcome'];
};
type WindowRow = {
  id: string;
  startsAt: Date;
  endsAt: Date;
  serviceIds: string[];
  condition: { all: Condition[] } | null;
};

/** More of these than this is not configuration any more; the API refuses to create them. */
export const maxSources = 5_000;
export const maxRoutes = 1_000;
export const maxWindows = 5_000;
const maxServices = 20_000;

export async function loadConfiguration(db: Queryable): Promise<Configuration> {
  // The version first: a change that comes after it only makes us load once more.
  const found = await row<{ version: number }>(db, 'select version from configuration_version');
  const sources = await rows<SourceRow>(
    db,
    `select id, slug, name, type, settings, service_id, paused_at is not null as is_paused, pages_nobody,
       encode(key_hash, 'hex') as key_hash
     from sources order by id limit $1`,
    [maxSources],
  );
  const routes = await rows<RouteRow>(
    db,
    'select id::text, name, enabled, condition, outcome from routes order by position, id limit $1',
    [maxRoutes],
  );
  const windows = await rows<WindowRow>(
    db,
    `select id::text, starts_at, ends_at, service_ids::text[], condition from maintenance_windows
     where canceled_at is null and ends_at > evenkeel.now() order by id limit $1`,
    [maxWindows],
  );
  const services = await rows<{ id: number; slug: string }>(db, 'select id, slug from services order by id limit $1', [
    maxServices,
  ]);
  const matrix = await row<{ value: unknown }>(db, 'select value from settings where name = $1', [
    settings.severityMatrix.name,
  ]);
  const usable = sources.flatMap(({ keyHash, type, ...source }) => {
    const known = findSourceType(type);
    return known ? [{ keyHash, source: { ...source, type: known } }] : [];
  });
  return {
    version: found!.version,
    sourceByKeyHash: new Map(usable.map(({ keyHash, source }) => [keyHash, source])),
    sourceById: new Map(usable.map(({ source }) => [source.id, source])),
    routes: routes.map(({ enabled, condition, ...route }) => ({ ...route, isEnabled: enabled, all: condition.all })),
    windows: windows.map(({ id, startsAt, endsAt, serviceIds, condition }) => ({
      id,
      startsAt: startsAt.getTime(),
      endsAt: endsAt.getTime(),
      serviceIds,
      all: condition?.all ?? [],
    })),
    services: new Map(services.map(({ id, slug }) => [id, slug])),
    urgencies: readUrgencies(matrix?.value),
  };
}
