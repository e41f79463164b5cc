import * as absenceContract from '../../../contract/respond/schedules/absences.ts';
import * as contract from '../../../contract/respond/schedules/calendars.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as absences from './absences.ts';
import { listAbsences } from './absences-store.ts';
import * as calendars from './calendars.ts';
import { listCalendars } from './calendars-store.ts';
import { holidaysAhead } from './holidays.ts';
import { listRemoved } from './removed-calendars-store.ts';

export function absenceHandlers(ports: calendars.CalendarPorts): Handler[] {
  return [
    implement(absenceContract.listAbsences, (ctx, { query }) => listAbsences(ctx.db, query)),
    implement(absenceContract.createAbsence, (ctx, { body }) => absences.createAbsence(ctx, body)),
    implement(absenceContract.deleteAbsence, (ctx, { params }) => absences.deleteAbsence(ctx, params.id)),
    implement(contract.listCalendars, (ctx, { query }) => listCalendars(ctx.db, query)),
    implement(contract.getCalendar, (ctx, { params }) => calendars.getCalendar(ctx, params.id)),
    implement(contract.listHolidays, (ctx, { params }) => holidaysAhead(ctx, params.id)),
    implement(contract.addCalendar, (ctx, { body }) => calendars.addCalendar(ctx, ports, body)),
    implement(contract.readCalendarNow, (ctx, { params }) => calendars.readCalendarNow(ctx, ports, params.id)),
    implement(contract.removeCalendar, (ctx, { params }) => calendars.removeCalendar(ctx, params.id)),
    implement(contract.listRemovedCalendars, (ctx, { query }) => listRemoved(ctx.db, query)),
    implement(contract.restoreCalendar, (ctx, { params }) => calendars.restoreCalendar(ctx, params.id)),
  ];
}
