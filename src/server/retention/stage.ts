import * as contract from '../../contract/platform/retention.ts';
import { ok } from '../platform/doctor/check.ts';
import { implement } from '../platform/http/handler.ts';
import { readRetentionDays } from '../platform/settings/retention.ts';
import type { Platform, Stage } from '../stage.ts';
import { previewRetention, readRetention, updateRetention } from './actions.ts';

export function startRetentionSettings({ db, config }: Platform): Stage {
  return {
    handlers: [
      implement(contract.readRetention, (ctx) => readRetention(ctx.db, config)),
      implement(contract.updateRetention, (ctx, { body, ifMatch }) => updateRetention(ctx, config, body, ifMatch)),
      implement(contract.previewRetention, (ctx, { query }) => previewRetention(ctx.db, query)),
    ],
    checks: [
      {
        name: 'retention',
        async run() {
          const { signalDays, historyDays } = await readRetentionDays(db, config);
          return ok(
            `Raw signals are kept for ${signalDays} days, the steps of resolved alerts and pages for ${historyDays}.`,
          );
        },
      },
    ],
  };
}
