import * as contract from '../../../contract/platform/doctor.ts';
import { implement, type Route } from '../http/route.ts';
import type { Check } from './check.ts';
import { examine } from './examine.ts';

export function doctorRoutes(checks: () => readonly Check[]): Route[] {
  return [
    implement(contract.examineInstallation, async () => {
      const items = await examine(checks());
      return { examinedAt: new Date(), isHealthy: items.every(({ result }) => result === 'ok'), items };
    }),
  ];
}
