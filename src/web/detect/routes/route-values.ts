import type { Route, RouteInput } from '../../../contract/routes.ts';
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
  };
};

const nothing = { serviceId: null, severity: null, groupBy: [], paging: true, suppressReason: null };

export function routeValues(route?: Route): RouteValues {
  const { serviceId, severity, groupBy, paging, suppressReason } = route?.outcome ?? nothing;
  return {
    name: route?.name ?? '',
    slug: route?.slug ?? '',
    enabled: route?.enabled ?? true,
    condition: { all: rowsOf(route?.condition.all ?? []) },
    outcome: {
      serviceId: serviceId === null ? null : String(serviceId),
      severity: severity === null ? null : String(severity),
      groupBy,
      paging: suppressReason !== null ? 'suppress' : paging ? 'page' : 'show',
      suppressReason: suppressReason ?? '',
    },
  };
}

export function routeInputOf({ name, slug, enabled, condition, outcome }: RouteValues): RouteInput {
  return { name, slug, enabled, condition: { all: conditionsOf(condition.all) }, outcome: outcomeOf(outcome) };
}

export function outcomeOf({ serviceId, severity, groupBy, paging, suppressReason }: RouteValues['outcome']) {
  return {
    serviceId: serviceId === null ? null : Number(serviceId),
    severity: severity === null ? null : (Number(severity) as NonNullable<RouteInput['outcome']['severity']>),
    groupBy,
    suppressReason: paging === 'suppress' ? suppressReason : null,
    paging: paging === 'page',
  };
}

export function routeFaults({ name, slug, condition, outcome }: RouteValues): Partial<Record<string, string>> {
  const half = condition.all.findIndex((row) => !isWhole(row));
  return {
    ...(name.trim() === '' && { name: 'It needs a name.' }),
    ...(slug.trim() === '' && { slug: 'It needs a slug: lower-case letters, digits and hyphens.' }),
    ...(half >= 0 && { [`condition.all.${half}`]: 'This condition is not finished.' }),
    ...(outcome.paging === 'suppress' &&
      outcome.suppressReason.trim() === '' && {
        'outcome.suppressReason': 'Say why, so that nobody wonders at night.',
      }),
  };
}
