import type { Permission } from '../../../contract/permissions.ts';
import { type Actor, may, personIdOf } from '../auth/actor.ts';
import type { FollowedEvent } from './follow.ts';

/** What everybody with an account may know of a person; the rest is their sign-in, their addresses and their exams. */
const publicOfPersons = new Set([
  'person.created',
  'person.updated',
  'person.disabled',
  'person.enabled',
  'person.invitationAccepted',
  'course.passed',
]);

/** Subjects whose changes concern only those who may read them. */
const readers: Partial<Record<string, Permission>> = {
  source: 'sources.read',
  installation: 'platform.manage',
  configuration: 'audit.read',
  // Whoever may see whom a page would reach, sees that anew.
  contactMethod: 'platform.read',
  token: 'audit.read',
};

/** Whether the live stream tells the actor of the event: all of their own, and of others what they may read. */
export function isShownTo(actor: Actor, { kind, subjectKind, subjectId, ownerId }: FollowedEvent): boolean {
  const personId = personIdOf(actor);
  if (personId !== null && (ownerId === personId || (subjectKind === 'person' && subjectId === personId))) return true;
  if (kind === 'person.notificationRulesReplaced') return may(actor, 'platform.read');
  if (subjectKind === 'person') return publicOfPersons.has(kind) || may(actor, 'audit.read');
  if (kind.startsWith('subscriber.')) return may(actor, 'status-pages.manage');
  const reader = readers[subjectKind];
  return reader === undefined || may(actor, reader);
}
