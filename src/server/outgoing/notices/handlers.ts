import * as contract from '../../../contract/outgoing/notices.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { readNoticeSettings, replaceNoticeSettings } from './settings.ts';

export function noticeHandlers(hasMail: boolean): Handler[] {
  return [
    implement(contract.readMyNoticeSettings, (ctx) => readNoticeSettings(ctx, hasMail)),
    implement(contract.replaceMyNoticeSettings, (ctx, { body, ifMatch }) =>
      replaceNoticeSettings(ctx, hasMail, body, ifMatch),
    ),
  ];
}
