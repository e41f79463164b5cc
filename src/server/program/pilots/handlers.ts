import * as contract from '../../../contract/program/pilots.ts';
import { readPlanImpact } from '../../../contract/program/plans/impact.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import { readImpact } from './impact.ts';
import * as milestones from './milestones.ts';
import * as risks from './risks.ts';

export const pilotHandlers: Handler[] = [
  implement(contract.listPilots, (ctx, { query }) => actions.listPilots(ctx, query)),
  implement(contract.createPilot, (ctx, { body }) => actions.createPilot(ctx, body)),
  implement(contract.getPilot, (ctx, { params }) => actions.getPilot(ctx, params.id)),
  implement(contract.setPilotSponsor, (ctx, { params, body, ifMatch }) =>
    actions.setSponsor(ctx, params.id, body.sponsor, ifMatch),
  ),
  implement(contract.updateMilestone, (ctx, { params, body, ifMatch }) =>
    milestones.updateMilestone(ctx, params.id, params.key, body, ifMatch),
  ),
  implement(contract.tickMilestoneItem, (ctx, { params, body }) =>
    milestones.tickItem(ctx, params.id, params.key, params.position, body.isDone),
  ),
  implement(contract.addMilestone, (ctx, { params, body }) => milestones.addMilestone(ctx, params.id, body)),
  implement(contract.removeMilestone, (ctx, { params }) => milestones.removeMilestone(ctx, params.id, params.key)),
  implement(contract.restoreMilestone, (ctx, { params }) => milestones.restoreMilestone(ctx, params.id, params.key)),
  implement(contract.addRisk, (ctx, { params, body }) => risks.addRisk(ctx, params.id, body)),
  implement(contract.updateRisk, (ctx, { params, body, ifMatch }) =>
    risks.updateRisk(ctx, params.id, params.riskId, body, ifMatch),
  ),
  implement(contract.removeRisk, (ctx, { params }) => risks.removeRisk(ctx, params.id, params.riskId)),
  implement(contract.restoreRisk, (ctx, { params }) => risks.restoreRisk(ctx, params.id, params.riskId)),
  implement(readPlanImpact, (ctx, { params }) => readImpact(ctx, params.id)),
  implement(contract.reopenPilot, (ctx, { params }) => actions.reopenPilot(ctx, params.id)),
  implement(contract.endPilot, (ctx, { params, body }) => actions.endPilot(ctx, params.id, body.outcome, body.note)),
];
