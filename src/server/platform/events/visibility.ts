import type { EventKind } from '../../../contract/events/catalogue.ts';
import { isSubject, type SubjectKind } from '../../../contract/events/subjects.ts';
import type { Permission } from '../../../contract/permissions.ts';
import { type Actor, may, personIdOf } from '../auth/actor.ts';
import type { FollowedEvent } from './follow.ts';

/** What everybody with an account may know of a person; the rest is their sign-in, their addresses and their exams. */
const publicOfPersons: readonly string[] = [
  'person.created',
  'person.updated',
  'person.disabled',
  'person.enabled',
  'person.invitationAccepted',
  'course.passed',
] satisfies EventKind[];

/** Subjects whose changes concern only those who may read them. */
const readers: Partial<Record<SubjectKind, Permission>> = {
  source: 'sources.read',
  check: 'sources.read',
  lookupTable: 'sources.read',
  installation: 'platform.manage',
  configuration: 'audit.read',
  provider: 'platform.manage',
  outgoingWebhook: 'platform.manage',
  digest: 'platform.manage',
  // Whoever may see whom a page would reach, sees that anew.
  contactMethod: 'platform.read',
  scimGroup: 'audit.read',
  token: 'audit.read',
  subscriber: 'status-pages.manage',
};

/** Whether the live stream tells the actor of the event: all of their own, and of others what they may read. */
export function isShownTo(actor: Actor, { kind, subjectKind, subjectId, ownerId }: FollowedEvent): boolean {
  const personId = personIdOf(actor);
  if (personId !== null && (ownerId === personId || (subjectKind === 'person' && subjectId === personId))) return true;
  if (kind === 'person.notificationRulesReplaced') return may(actor, 'platform.read');
  if (subjectKind === 'person') return publicOfPersons.includes(kind) || may(actor, 'audit.read');
  const reader = isSubject(subjectKind) ? readers[subjectKind] : undefined;
  return reader === undefined || may(actor, reader);
}
