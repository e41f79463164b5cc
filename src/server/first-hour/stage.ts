/** The first hour: stands right of all stages, as it needs something of each of them. */
import * as contract from '../../contract/first-hour/next-steps.ts';
import { nextSteps } from '../../domain/first-hour/next-steps.ts';
import { may } from '../platform/auth/actor.ts';
import { requirePerson } from '../platform/context.ts';
import { implement } from '../platform/http/handler.ts';
import type { Platform, Stage } from '../stage.ts';
import * as store from './store.ts';

export function startFirstHour({ config }: Platform): Stage {
  const hasMail = config.smtpUrl !== undefined;
  return {
    handlers: [
      implement(contract.listMyNextSteps, async (ctx) => {
        const personId = requirePerson(ctx);
        const facts = { ...(await store.loadFacts(ctx.db, personId)), mail: hasMail };
        const dismissed = new Set(await store.listDismissed(ctx.db, personId));
        return nextSteps(facts, (permission) => may(ctx.actor, permission), dismissed);
      }),
      implement(contract.dismissMyNextStep, (ctx, { params }) => store.dismiss(ctx.db, requirePerson(ctx), params.key)),
      implement(contract.recallMyNextStep, (ctx, { params }) => store.recall(ctx.db, requirePerson(ctx), params.key)),
    ],
  };
}
