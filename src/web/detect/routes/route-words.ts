import type { Route } from '../../../contract/detect/routes.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { conditionWords } from '../condition-words.ts';

/** When a route matches, in words. */
export function whenWords({ condition: { all } }: Pick<Route, 'condition'>): string {
  return all.length === 0 ? 'every alert' : all.map(conditionWords).join(' and ');
}

/** What a route does with an alert, one phrase each. */
export function outcomeWords({ outcome }: Pick<Route, 'outcome'>, serviceName: (id: number) => string): string[] {
  const { serviceId, severity, groupBy, suppressReason, paging, flapping, declare } = outcome;
  const words = [
    serviceId !== null && `assign to ${serviceName(serviceId)}`,
    severity !== null && `set severity to ${severityLabel(severity)}`,
    groupBy.length > 0 && `group by ${groupBy.join(', ')}`,
    suppressReason !== null ? `suppress: ${suppressReason}` : !paging && 'page nobody',
    flapping !== null && `hold back what changes ${flapping.changes} times in ${flapping.withinMinutes} min`,
    declare !== null && `declare ${declare.severity ? `a ${severityLabel(declare.severity)}` : 'an'} incident`,
  ].filter((word) => word !== false);
  return words.length > 0 ? words : ['leave unchanged'];
}
