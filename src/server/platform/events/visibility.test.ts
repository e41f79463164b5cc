import { expect, test } from 'vitest';
import type { Permission, Role } from '../../../contract/permissions.ts';
import type { Actor } from '../auth/actor.ts';
import type { FollowedEvent } from './follow.ts';
import { isShownTo } from './visibility.ts';

const someone = (role: Role, personId = 1): Actor => ({ kind: 'person', personId, name: 'Someone', role });
const event = (kind: string, subjectKind: string, subjectId: number | null, ownerId: number | null = null) =>
  ({ position: '1.1', id: 1, kind, subjectKind, subjectId, ownerId }) satisfies FollowedEvent;

const ofAnother: FollowedEvent[] = [
  ...[
    'session.started',
    'person.sessionsEnded',
    'person.passwordChanged',
    'person.passwordReset',
    'person.passwordResetRequested',
    'person.invited',
    'person.twoFactorRemoved',
    'person.twoFactorEnabled',
    'person.passkeyAdded',
    'person.singleSignOnLinked',
    'course.attempted',
  ].map((kind) => event(kind, 'person', 2)),
  event('token.created', 'token', 7, 2),
  event('token.revoked', 'token', 7, 2),
];
const ofReaching: FollowedEvent[] = [
  event('person.notificationRulesReplaced', 'person', 2),
  ...['added', 'updated', 'removed', 'verified', 'disabled'].map((what) =>
    event(`contactMethod.${what}`, 'contactMethod', 1, 2),
  ),
];
const secrets: FollowedEvent[] = [
  event('source.keyReplaced', 'source', 1),
  event('configuration.exportedWithSecrets', 'configuration', null),
  event('configuration.applied', 'configuration', null),
  event('secrets.rotated', 'installation', null),
  event('subscriber.deleted', 'subscriber', 4),
];

test('a viewer is told nothing of the sign-in, tokens and addresses of others, nor of secrets', () => {
  expect([...ofAnother, ...ofReaching, ...secrets].filter((one) => isShownTo(someone('viewer'), one))).toEqual([]);
  expect(ofAnother.filter((one) => isShownTo(someone('responder'), one))).toEqual([]);
});

test('admins are told all of it, and everybody what is their own', () => {
  const all = [...ofAnother, ...ofReaching, ...secrets];
  expect(all.filter((one) => !isShownTo(someone('admin'), one))).toEqual([]);
  expect([...ofAnother, ...ofReaching].filter((one) => !isShownTo(someone('viewer', 2), one))).toEqual([]);
});

test('a responder, who sees whom a page would reach, is told when that may have changed', () => {
  expect(ofReaching.filter((one) => !isShownTo(someone('responder'), one))).toEqual([]);
});

test('what everybody may read reaches a viewer', () => {
  const shown = [
    event('person.created', 'person', 2),
    event('person.updated', 'person', 2),
    event('alert.opened', 'alert', 1),
    event('page.opened', 'page', 1),
    event('incident.declared', 'incident', 1),
    event('setting.updated', 'setting', null),
  ];
  expect(shown.filter((one) => !isShownTo(someone('viewer'), one))).toEqual([]);
});

test('the token of an admin is told what its permissions cover', () => {
  const token = (permissions: Permission[]): Actor => ({
    ...{ kind: 'token', personId: 1, name: 'Script', role: 'admin', tokenId: 1, permissions },
  });
  const created = event('token.created', 'token', 7, 2);
  expect(isShownTo(token(['signed-in']), created)).toBe(false);
  expect(isShownTo(token(['signed-in', 'audit.read']), created)).toBe(true);
});
