/** The calendar entry of a review as iCalendar (RFC 5545, 5546). Pure. */
import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { cleanText, singleLine } from '../../../domain/text.ts';

export type CalendarEntry = {
  method: 'REQUEST' | 'CANCEL';
  /** The same for every change of one meeting. */
  uid: string;
  sequence: number;
  at: Date;
  startsAt: Date;
  endsAt: Date;
  title: string;
  place: string | null;
  text: string;
  organizer: string;
  attendee: { name: string; address: string };
};

export function calendarEntry(entry: CalendarEntry): string {
  const isCancel = entry.method === 'CANCEL';
  const calendar = ical({
    prodId: { company: 'Evenkeel', product: 'Reviews' },
    method: isCancel ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  const event = calendar.createEvent({
    id: entry.uid,
    sequence: entry.sequence,
    stamp: entry.at,
    start: entry.startsAt,
    end: entry.endsAt,
    summary: singleLine(entry.title, 200),
    description: cleanText(entry.text, 2_000),
    ...(entry.place === null ? {} : { location: singleLine(entry.place, 300) }),
    organizer: { name: 'Evenkeel', email: entry.organizer },
    status: isCancel ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  event.createAttendee({
    name: singleLine(entry.attendee.name, 120).replaceAll('"', '’'),
    email: entry.attendee.address,
    role: ICalAttendeeRole.REQ,
    status: ICalAttendeeStatus.NEEDSACTION,
    rsvp: false,
  });
  return calendar.toString();
}
