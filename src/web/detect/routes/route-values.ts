import type { Route, RouteInput } from '../../../contract/detect/routes.ts';
import type { Severity } from '../../../domain/severity.ts';
import { slugOf } from '../../../domain/slug.ts';
import { type ConditionRow, conditionsOf, isWhole, rowsOf } from '../condition-rows.ts';

/** The form of a route, in the shape of what is sent so that faults land where they belong; ids are text. */
export type RouteValues = {
  name: string;
  slug: string;
  enabled: boolean;
  condition: { all: ConditionRow[] };
  outcome: {
    serviceId: string | null;
    severity: string | null;
    groupBy: string[];
    paging: 'page' | 'show' | 'suppress';
    suppressReason: string;
    flaps: boolean;
    flapping: { changes: number | string; withinMinutes: number | string; quietMinutes: number | string };
    declares: boolean;
    /** Null takes the severity of the alert. */
    declareSeverity: string | null;
  };
};

const nothing = {
  serviceId: null,
  severity: null,
  groupBy: [],
  paging: true,
  suppressReason: null,
  flapping: null,
  declare: null,
};

/** What the form begins with where flapping is turned on. */
const usualFlapping = { changes: 6, withinMinutes: 15, quietMinutes: 15 };

export function routeValues(route?: Route): RouteValues {
  const { serviceId, severity, groupBy, paging, suppressReason, flapping, declare } = route?.outcome ?? nothing;
  return {
    name: route?.name ?? '',
    slug: route?.slug ?? '',
    enabled: route?.enabled ?? true,
    condition: { all: rowsOf(route?.condition.all ?? []) },
    outcome: {
      serviceId: textOf(serviceId),
      severity: textOf(severity),
      groupBy,
      paging: suppressReason !== null ? 'suppress' : paging ? 'page' : 'show',
      suppressReason: suppressReason ?? '',
      flaps: flapping !== null,
      flapping: flapping ?? usualFlapping,
      declares: declare !== null,
      declareSeverity: textOf(declare?.severity ?? null),
    },
  };
}

/** A route that shows alerts of a title and pages nobody, to be looked at before it is saved. */
export function retiringRoute(title: string, source: string | undefined): RouteValues {
  const name = `Page nobody: ${title}`.slice(0, 120);
  const empty = routeValues();
  const conditions = [
    { field: 'title' as const, operator: 'equals' as const, value: title },
    ...(source ? [{ field: 'source' as const, operator: 'equals' as const, value: source }] : []),
  ];
  return {
    ...empty,
    ...{ name, slug: slugOf(name), condition: { all: rowsOf(conditions) } },
    outcome: { ...empty.outcome, paging: 'show' },
  };
}

export function routeInputOf({ name, slug, enabled, condition, outcome }: RouteValues): RouteInput {
  return { name, slug, enabled, condition: { all: conditionsOf(condition.all) }, outcome: outcomeOf(outcome) };
}

export function outcomeOf(outcome: RouteValues['outcome']): RouteInput['outcome'] {
  const { serviceId, severity, groupBy, paging, suppressReason, flaps, flapping, declares, declareSeverity } = outcome;
  return {
    serviceId: serviceId === null ? null : Number(serviceId),
    severity: severityOf(severity),
    groupBy,
    suppressReason: paging === 'suppress' ? suppressReason : null,
    paging: paging === 'page',
    flapping:
      flaps && paging === 'page'
        ? {
            changes: Number(flapping.changes),
            withinMinutes: Number(flapping.withinMinutes),
            quietMinutes: Number(flapping.quietMinutes),
          }
        : null,
    declare: declares ? { severity: severityOf(declareSeverity) } : null,
  };
}

const textOf = (value: number | null) => (value === null ? null : String(value));
const severityOf = (text: string | null) => (text === null ? null : (Number(text) as Severity));

export function routeFaults({ name, slug, condition, outcome }: RouteValues): Partial<Record<string, string>> {
  const half = condition.all.findIndex((row) => !isWhole(row));
  return {
    ...(name.trim() === '' && { name: 'Enter a name.' }),
    ...(slug.trim() === '' && { slug: 'Enter a slug: lower-case letters, digits and hyphens.' }),
    ...(half >= 0 && { [`condition.all.${half}`]: 'This condition is incomplete.' }),
    ...(outcome.paging === 'suppress' &&
      outcome.suppressReason.trim() === '' && {
        'outcome.suppressReason': 'Enter a reason.',
      }),
  };
}
