import * as contract from '../../../contract/respond/schedules/handoff-notes.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as notes from './actions.ts';
import { readMyHandoffs } from './handoffs.ts';

export const handoffNoteHandlers: Handler[] = [
  implement(contract.listHandoffNotes, (ctx, { params, query }) => notes.listNotes(ctx, params.id, query)),
  implement(contract.writeHandoffNote, (ctx, { params, body }) => notes.writeNote(ctx, params.id, body.text)),
  implement(contract.takeBackHandoffNote, (ctx, { params }) => notes.takeBackNote(ctx, params.id, params.noteId)),
  implement(contract.markHandoffNoteRead, (ctx, { params }) => notes.markNoteRead(ctx, params.id, params.noteId)),
  implement(contract.readMyHandoffs, (ctx) => readMyHandoffs(ctx)),
  implement(contract.readOpenWork, (ctx, { params }) => notes.readOpenWork(ctx, params.id)),
];
