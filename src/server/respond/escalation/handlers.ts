import * as contract from '../../../contract/respond/escalation-policies.ts';
import type { Context } from '../../platform/context.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import { readDefaultPolicy, setDefaultPolicy } from './default-policy.ts';
import { checkPolicy, previewPolicy } from './foresight.ts';
import { loadTurns } from './store.ts';
import { listCallableWebhooks } from './webhooks.ts';

const msOf = (instant: string | undefined) => (instant === undefined ? undefined : Date.parse(instant));

type Policy = Awaited<ReturnType<typeof actions.getPolicy>>;

/** `hasMail`: the installation can send e-mail. */
export const escalationPolicyHandlers = (hasMail: boolean): Handler[] => [
  implement(contract.listEscalationPolicies, (ctx, { query }) => actions.listPolicies(ctx, query)),
  implement(contract.getEscalationPolicy, async (ctx, { params }) =>
    withWarnings(ctx, await actions.getPolicy(ctx, params.id), hasMail),
  ),
  implement(contract.createEscalationPolicy, async (ctx, { body }) =>
    withWarnings(ctx, await actions.createPolicy(ctx, body), hasMail),
  ),
  implement(contract.updateEscalationPolicy, async (ctx, { params, body, ifMatch }) =>
    withWarnings(ctx, await actions.updatePolicy(ctx, params.id, body, ifMatch), hasMail),
  ),
  implement(contract.deleteEscalationPolicy, (ctx, { params }) => actions.deletePolicy(ctx, params.id)),
  implement(contract.listCallableWebhooks, (ctx) => listCallableWebhooks(ctx.db)),
  implement(contract.readDefaultEscalationPolicy, (ctx) => readDefaultPolicy(ctx.db)),
  implement(contract.updateDefaultEscalationPolicy, (ctx, { body, ifMatch }) =>
    setDefaultPolicy(ctx, body.policyId, ifMatch),
  ),
  implement(contract.previewEscalationPolicy, async (ctx, { params, query }) => {
    const { definition } = await actions.getPolicy(ctx, params.id);
    const turns = await loadTurns(ctx.db, params.id);
    return previewPolicy(ctx.db, definition, { hasMail, ...query, at: msOf(query.at), turns });
  }),
  implement(contract.previewEscalationDefinition, async (ctx, { body: { definition, at, ...page } }) => {
    await actions.refuseUnknown(ctx.db, definition);
    return {
      preview: await previewPolicy(ctx.db, definition, { hasMail, ...page, at: msOf(at) }),
      warnings: await checkPolicy(ctx.db, definition, hasMail),
    };
  }),
];

/** With its weak spots. */
const withWarnings = async ({ db }: Context, policy: Policy, hasMail: boolean) => ({
  ...policy,
  warnings: await checkPolicy(db, policy.definition, hasMail),
});
