import { previewSprintRemoval } from '../../../contract/measure/sprint-calendars.ts';
import * as contract from '../../../contract/outgoing/digests.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';

/** @param wake asks for what was queued to be sent now */
export function digestHandlers(hasMail: boolean, wake: () => void): Handler[] {
  return [
    implement(previewSprintRemoval, (ctx, { params }) => actions.previewSprintCalendarRemoval(ctx, params.id)),
    implement(contract.listDigests, (ctx) => actions.listDigests(ctx, hasMail)),
    implement(contract.readDigest, (ctx, { params }) => actions.readDigest(ctx, params.id)),
    implement(contract.createDigest, (ctx, { body }) => actions.createDigest(ctx, body)),
    implement(contract.replaceDigest, (ctx, { params, body, ifMatch }) =>
      actions.replaceDigest(ctx, params.id, body, ifMatch),
    ),
    implement(contract.deleteDigest, (ctx, { params }) => actions.deleteDigest(ctx, params.id)),
    implement(contract.previewDigest, (ctx, { body }) => actions.previewDigest(ctx, body)),
    implement(contract.sendDigestToMe, async (ctx, { body }) => {
      await actions.sendDigestToMe(ctx, body, hasMail);
      wake();
    }),
  ];
}
