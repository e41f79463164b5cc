import * as contract from '../../../contract/respond/escalation-policies.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import { readDefaultPolicy, setDefaultPolicy } from './default-policy.ts';
import { checkPolicy, previewPolicy } from './foresight.ts';

export const escalationPolicyHandlers: Handler[] = [
  implement(contract.listEscalationPolicies, (ctx, { query }) => actions.listPolicies(ctx, query)),
  implement(contract.getEscalationPolicy, (ctx, { params }) => actions.getPolicy(ctx, params.id)),
  implement(contract.createEscalationPolicy, (ctx, { body }) => actions.createPolicy(ctx, body)),
  implement(contract.updateEscalationPolicy, (ctx, { params, body, ifMatch }) =>
    actions.updatePolicy(ctx, params.id, body, ifMatch),
  ),
  implement(contract.deleteEscalationPolicy, (ctx, { params }) => actions.deletePolicy(ctx, params.id)),
  implement(contract.readDefaultEscalationPolicy, (ctx) => readDefaultPolicy(ctx.db)),
  implement(contract.updateDefaultEscalationPolicy, (ctx, { body, ifMatch }) =>
    setDefaultPolicy(ctx, body.policyId, ifMatch),
  ),
  implement(contract.previewEscalationPolicy, async (ctx, { params, query }) => {
    const { definition } = await actions.getPolicy(ctx, params.id);
    return previewPolicy(ctx.db, definition, query.urgency, query.at === undefined ? undefined : Date.parse(query.at));
  }),
  implement(contract.previewEscalationDefinition, async (ctx, { body: { definition, urgency, at } }) => {
    await actions.refuseUnknown(ctx.db, definition);
    return {
      preview: await previewPolicy(ctx.db, definition, urgency, at === undefined ? undefined : Date.parse(at)),
      warnings: await checkPolicy(ctx.db, definition),
    };
  }),
];
