/** What an outgoing webhook sends of an event. Pure: the text is made once and sent at every attempt. */
import type { Role } from '../../../contract/permissions.ts';
import { singleLine } from '../../../domain/text.ts';
import type { LoggedEvent } from '../event-log.ts';
import type { SubjectFacts } from './about-store.ts';

export type OutgoingMessage = { messageId: string; body: string };

/** The standard recommends less than 20 kB; what is larger goes without its details. */
const mostDetailBytes = 16_000;

/** Screens of subjects that have one. */
const screens: Record<string, (id: number) => string> = {
  alert: (id) => `/alerts/${id}`,
  drill: (id) => `/program/drills/${id}`,
  escalationPolicy: (id) => `/escalation-policies/${id}`,
  incident: (id) => `/incidents/${id}`,
  page: (id) => `/pages/${id}`,
  person: (id) => `/people/${id}`,
  pilot: (id) => `/program/pilots/${id}`,
  rollOut: (id) => `/program/roll-outs/${id}`,
  postmortem: (id) => `/incidents/${id}/postmortem`,
  recurrence: (id) => `/incidents/${id}`,
  review: (id) => `/program/reviews/${id}`,
  runbook: (id) => `/runbooks/${id}`,
  schedule: (id) => `/oncall/schedules/${id}`,
  service: (id) => `/services/${id}`,
  source: (id) => `/sources/${id}`,
  team: (id) => `/teams/${id}`,
};

/** Ids are used anew after a restore, so the time belongs to the name of an event. */
export function messageOf(
  event: LoggedEvent,
  facts: SubjectFacts | undefined,
  { seesAs, publicUrl }: { seesAs: Role; publicUrl: string },
): OutgoingMessage {
  const { id, at, kind, subjectKind, subjectId, actor } = event;
  const screen = subjectId === null ? undefined : screens[subjectKind]?.(subjectId);
  const body = {
    type: kind,
    timestamp: at.toISOString(),
    data: {
      eventId: id,
      subject: {
        kind: subjectKind,
        id: subjectId,
        name: facts?.name == null ? null : singleLine(facts.name, 500),
        url: screen === undefined ? null : `${publicUrl}${screen}`,
      },
      severity: facts?.severity ?? null,
      kind: facts?.kind ?? null,
      services: facts?.services.slice(0, 50) ?? [],
      teams: facts?.teams.slice(0, 50) ?? [],
      actor: {
        kind: actor.kind,
        id: actor.personId ?? null,
        name: actor.name === undefined ? null : singleLine(actor.name, 200),
      },
      ...detailsOf(event, seesAs),
    },
  };
  return { messageId: `evt_${id}_${at.getTime().toString(36)}`, body: JSON.stringify(body) };
}

/** The fields of a change are what the audit log shows, to admins only. */
function detailsOf({ data }: LoggedEvent, seesAs: Role): { details: unknown; detailsOmitted: boolean } {
  const { before, after, ...rest } = data;
  const isChange = before !== undefined || after !== undefined;
  const details = seesAs === 'admin' ? data : rest;
  if (Buffer.byteLength(JSON.stringify(details)) > mostDetailBytes) return { details: null, detailsOmitted: true };
  return { details, detailsOmitted: isChange && seesAs !== 'admin' };
}

/** A message that says that it is a test. */
export function testMessage(webhookId: number, at: Date, unique: string): OutgoingMessage {
  const body = {
    type: 'outgoingWebhook.tested',
    timestamp: at.toISOString(),
    data: {
      eventId: null,
      subject: { kind: 'outgoingWebhook', id: webhookId, name: null, url: null },
      ...{ severity: null, kind: null, services: [], teams: [], actor: { kind: 'system', id: null, name: 'Evenkeel' } },
      details: { text: 'This is a test. Nothing is wrong.' },
      detailsOmitted: false,
    },
  };
  return { messageId: `test_${unique}`, body: JSON.stringify(body) };
}

/** Of a drill that is about to start: whoever gets it answers 2xx once all is prepared. */
export function calledMessage(
  { kind, drillId, title, startingAt }: { kind: string; drillId: number; title: string; startingAt: Date },
  publicUrl: string,
): OutgoingMessage {
  const body = {
    type: kind,
    timestamp: startingAt.toISOString(),
    data: {
      eventId: null,
      subject: {
        kind: 'drill',
        id: drillId,
        name: singleLine(title, 500),
        url: `${publicUrl}/program/drills/${drillId}`,
      },
      ...{
        severity: null,
        kind: 'drill',
        services: [],
        teams: [],
        actor: { kind: 'system', id: null, name: 'Evenkeel' },
      },
      details: {},
      detailsOmitted: false,
    },
  };
  return { messageId: `drill_${drillId}_${startingAt.getTime().toString(36)}`, body: JSON.stringify(body) };
}
