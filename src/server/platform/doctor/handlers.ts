import * as contract from '../../../contract/platform/doctor.ts';
import { type Handler, implement } from '../http/handler.ts';
import type { Check } from './check.ts';
import { examine } from './examine.ts';

export function doctorHandlers(checks: () => readonly Check[]): Handler[] {
  return [
    implement(contract.examineInstallation, async () => {
      const items = await examine(checks());
      return { examinedAt: new Date(), isHealthy: items.every(({ result }) => result === 'ok'), items };
    }),
  ];
}
