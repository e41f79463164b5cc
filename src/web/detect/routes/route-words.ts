import type { Route } from '../../../contract/detect/routes.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { conditionWords } from '../condition-words.ts';

/** When a route matches, in words. */
export function whenWords({ condition: { all } }: Pick<Route, 'condition'>): string {
  return all.length === 0 ? 'every alert' : all.map(conditionWords).join(' and ');
}

/** What a route does with an alert, one phrase each. */
export function outcomeWords({ outcome }: Pick<Route, 'outcome'>, serviceName: (id: number) => string): string[] {
  const { serviceId, severity, groupBy, suppressReason, paging, declare } = outcome;
  const words = [
    serviceId !== null && `gives it to ${serviceName(serviceId)}`,
    severity !== null && `makes it ${severityLabel(severity)}`,
    groupBy.length > 0 && `groups by ${groupBy.join(', ')}`,
    suppressReason !== null ? `suppresses it: ${suppressReason}` : !paging && 'pages nobody',
    declare !== null && `declares ${declare.severity ? `a ${severityLabel(declare.severity)}` : 'an'} incident`,
  ].filter((word) => word !== false);
  return words.length > 0 ? words : ['leaves it as it is'];
}
