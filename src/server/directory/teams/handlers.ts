import * as contract from '../../../contract/directory/teams.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import { listTeams } from './store.ts';

export const teamHandlers: Handler[] = [
  implement(contract.listTeams, (ctx, { query }) => listTeams(ctx.db, query)),
  implement(contract.getTeam, (ctx, { params }) => actions.getTeam(ctx, params.id)),
  implement(contract.createTeam, (ctx, { body }) => actions.createTeam(ctx, body)),
  implement(contract.updateTeam, (ctx, { params, body, ifMatch }) => actions.updateTeam(ctx, params.id, body, ifMatch)),
  implement(contract.deleteTeam, (ctx, { params }) => actions.deleteTeam(ctx, params.id)),
];
