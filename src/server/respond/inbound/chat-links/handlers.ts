import { problem } from '../../../../contract/errors.ts';
import * as contract from '../../../../contract/respond/chat-links.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import * as actions from './actions.ts';

export function chatLinkHandlers(ports: actions.ChatLinkPorts): Handler[] {
  return [
    implement(contract.readChatLink, (ctx, { body }) => actions.readChatLink(ctx, ports, body.token)),
    implement(contract.acceptChatLink, ({ db, actor }, { body }) => {
      if (actor.kind !== 'person') throw problem('forbidden', 'Only a person who is signed in can link an account.');
      return actions.acceptChatLink({ db, actor }, ports, body.token);
    }),
  ];
}
