import * as contract from '../../../contract/program/documents.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

export const documentHandlers: Handler[] = [
  implement(contract.listDocuments, (ctx, { params }) => actions.listDocuments(ctx, params.kind)),
  implement(contract.getDocument, (ctx, { params }) => actions.getDocument(ctx, params.kind, params.key)),
  implement(contract.createDocument, (ctx, { params, body }) =>
    actions.createDocument(ctx, params.kind, body.key, body.source),
  ),
  implement(contract.updateDocument, (ctx, { params, body, ifMatch }) =>
    actions.updateDocument(ctx, params.kind, params.key, body.source, ifMatch),
  ),
  implement(contract.removeDocument, (ctx, { params }) => actions.removeDocument(ctx, params.kind, params.key)),
  implement(contract.restoreDocument, (ctx, { params }) => actions.restoreDocument(ctx, params.kind, params.key)),
  implement(contract.listDocumentVersions, (ctx, { params }) => actions.listVersions(ctx, params.kind, params.key)),
];
