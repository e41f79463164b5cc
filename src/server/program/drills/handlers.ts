import * as consoleContract from '../../../contract/program/drill-console.ts';
import * as seriesContract from '../../../contract/program/drill-series.ts';
import * as contract from '../../../contract/program/drills.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import * as running from './console.ts';
import * as feed from './feed.ts';
import type { SendSignal } from './injects.ts';
import { draftScenario } from './past-incident.ts';
import * as series from './series.ts';
import { type DrillPorts, startDrill } from './start.ts';

type DrillOptions = DrillPorts & { publicUrl: () => string };

export const drillHandlers = (options: DrillOptions): Handler[] => [
  ...handlersOf(options, options.send),
  ...seriesHandlers(options.publicUrl),
];

const seriesHandlers = (publicUrl: () => string): Handler[] => [
  implement(seriesContract.listDrillSeries, (ctx, { query }) => series.listSeries(ctx, query)),
  implement(seriesContract.getDrillSeries, (ctx, { params }) => series.getSeries(ctx, params.id)),
  implement(seriesContract.createDrillSeries, (ctx, { body }) => series.createSeries(ctx, body)),
  implement(seriesContract.updateDrillSeries, (ctx, { params, body, ifMatch }) =>
    series.updateSeries(ctx, params.id, body, ifMatch),
  ),
  implement(seriesContract.readDrillFeedPath, (ctx) => feed.readFeedPath(ctx)),
  implement(seriesContract.rotateDrillFeedKey, (ctx) => feed.rotateFeedKey(ctx)),
  implement(seriesContract.readDrillFeed, async (ctx, { params, reply }) => {
    const { etag, text } = await feed.readFeed(ctx, params.feedKey, publicUrl());
    reply.headers({ etag, 'cache-control': 'private, no-cache' });
    return text;
  }),
];

const handlersOf = (ports: DrillPorts, send: SendSignal): Handler[] => [
  implement(contract.listDrillScenarios, (ctx) => actions.readLibrary(ctx)),
  implement(contract.draftDrillScenario, (ctx, { params }) => draftScenario(ctx, params.id)),
  implement(contract.listDrills, (ctx, { query }) => actions.listDrills(ctx, query)),
  implement(contract.planDrill, (ctx, { body }) => actions.planDrill(ctx, body)),
  implement(contract.getDrill, (ctx, { params }) => actions.getDrill(ctx, params.id)),
  implement(contract.getDrillOfIncident, (ctx, { params }) => actions.getDrillOfIncident(ctx, params.id)),
  implement(contract.rescheduleDrill, (ctx, { params, body, ifMatch }) =>
    actions.rescheduleDrill(ctx, params.id, body.plannedFor, ifMatch),
  ),
  implement(contract.startDrill, (ctx, { params }) => startDrill(ctx, params.id, ports)),
  implement(consoleContract.tellDrillInject, (ctx, { params }) =>
    running.tellInjectNow(ctx, params.id, params.position, send),
  ),
  implement(consoleContract.addDrillInject, (ctx, { params, body }) => running.addInject(ctx, params.id, body, send)),
  implement(consoleContract.skipDrillInject, (ctx, { params }) =>
    running.skipInject(ctx, params.id, params.position, true),
  ),
  implement(consoleContract.restoreDrillInject, (ctx, { params }) =>
    running.skipInject(ctx, params.id, params.position, false),
  ),
  implement(consoleContract.delayDrillInject, (ctx, { params, body }) =>
    running.delayInject(ctx, params.id, params.position, body.minutes),
  ),
  implement(consoleContract.pauseDrill, (ctx, { params }) => running.pauseDrill(ctx, params.id)),
  implement(consoleContract.resumeDrill, (ctx, { params }) => running.resumeDrill(ctx, params.id)),
  implement(consoleContract.addDrillPerson, (ctx, { params, body }) => running.addPerson(ctx, params.id, body)),
  implement(consoleContract.removeDrillPerson, (ctx, { params }) =>
    running.removePerson(ctx, params.id, params.personId),
  ),
  implement(consoleContract.noteDrill, (ctx, { params, body }) => running.addNote(ctx, params.id, body.text)),
  implement(consoleContract.removeDrillNote, (ctx, { params }) => running.removeNote(ctx, params.id, params.noteId)),
  implement(contract.markDrill, (ctx, { params, body, ifMatch }) => actions.markDrill(ctx, params.id, body, ifMatch)),
  implement(contract.finishDrill, (ctx, { params }) => actions.finishDrill(ctx, params.id, send)),
  implement(contract.cancelDrill, (ctx, { params }) => actions.cancelDrill(ctx, params.id, send)),
];
