import * as contract from '../../../contract/program/drills.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import * as running from './console.ts';
import type { SendSignal } from './injects.ts';
import { draftScenario } from './past-incident.ts';
import { type DrillPorts, startDrill } from './start.ts';

export const drillHandlers = (ports: DrillPorts): Handler[] => handlersOf(ports, ports.send);

const handlersOf = (ports: DrillPorts, send: SendSignal): Handler[] => [
  implement(contract.listDrillScenarios, (ctx) => actions.readLibrary(ctx)),
  implement(contract.draftDrillScenario, (ctx, { params }) => draftScenario(ctx, params.id)),
  implement(contract.listDrills, (ctx, { query }) => actions.listDrills(ctx, query)),
  implement(contract.planDrill, (ctx, { body }) => actions.planDrill(ctx, body)),
  implement(contract.getDrill, (ctx, { params }) => actions.getDrill(ctx, params.id)),
  implement(contract.startDrill, (ctx, { params }) => startDrill(ctx, params.id, ports)),
  implement(contract.tellDrillInject, (ctx, { params }) =>
    running.tellInjectNow(ctx, params.id, params.position, send),
  ),
  implement(contract.addDrillInject, (ctx, { params, body }) => running.addInject(ctx, params.id, body, send)),
  implement(contract.skipDrillInject, (ctx, { params }) => running.skipInject(ctx, params.id, params.position, true)),
  implement(contract.restoreDrillInject, (ctx, { params }) =>
    running.skipInject(ctx, params.id, params.position, false),
  ),
  implement(contract.delayDrillInject, (ctx, { params, body }) =>
    running.delayInject(ctx, params.id, params.position, body.minutes),
  ),
  implement(contract.pauseDrill, (ctx, { params }) => running.pauseDrill(ctx, params.id)),
  implement(contract.resumeDrill, (ctx, { params }) => running.resumeDrill(ctx, params.id)),
  implement(contract.addDrillPerson, (ctx, { params, body }) => running.addPerson(ctx, params.id, body)),
  implement(contract.removeDrillPerson, (ctx, { params }) => running.removePerson(ctx, params.id, params.personId)),
  implement(contract.noteDrill, (ctx, { params, body }) => running.addNote(ctx, params.id, body.text)),
  implement(contract.removeDrillNote, (ctx, { params }) => running.removeNote(ctx, params.id, params.noteId)),
  implement(contract.markDrill, (ctx, { params, body, ifMatch }) => actions.markDrill(ctx, params.id, body, ifMatch)),
  implement(contract.finishDrill, (ctx, { params }) => actions.finishDrill(ctx, params.id, send)),
  implement(contract.cancelDrill, (ctx, { params }) => actions.cancelDrill(ctx, params.id, send)),
];
