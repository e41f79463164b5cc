import { about, type Created, type Deleted, type Updated } from './event.ts';

const team = about('team');
const service = about('service');
const person = about('person');
const contactMethod = about('contactMethod');
const token = about('token');
const scimGroup = about('scimGroup');
const role = about('role');
const view = about('view');
const configuration = about('configuration');
const installation = about('installation');

export const directoryEvents = {
  'team.created': team<Created>('created {it}'),
  'team.updated': team<Updated>('updated {it}'),
  'team.deleted': team<Deleted>('deleted {it}'),
  'team.groupsApplied': team<{ personId: number; name: string; change: 'join' | 'leave' | 'keep'; isLead: boolean }>(
    'changed the members of {it} by the groups of single sign-on',
  ),

  'service.created': service<Created>('created {it}'),
  'service.updated': service<Updated>('updated {it}'),
  'service.deleted': service<Deleted>('deleted {it}'),

  'person.created': person<Created>('created {it}'),
  'person.updated': person<Updated>('updated {it}'),
  'person.disabled': person<{ revokedTokens?: number }>('deactivated {it}'),
  'person.enabled': person('reactivated {it}'),
  'person.invited': person('invited {it}'),
  'person.personalDataExported': person('exported the personal data of {it}'),
  'person.personalDataRemoved': person<{ changed: number; texts: string }>('removed the personal data of {it}'),
  'person.removalCanceled': person<{ reason: string }>('canceled the removal of the personal data of {it}'),
  'person.removalScheduled': person<{ texts: string; dueAt: string }>(
    'scheduled the removal of the personal data of {it}',
  ),
  'person.removalStarted': person('began to remove the personal data of {it}'),
  'person.invitationAccepted': person('accepted the invitation'),
  'person.notificationRulesReplaced': person<Updated>('changed how {it} is notified'),
  'person.noticesReplaced': person<Updated>('changed what {it} is told of'),
  'person.passkeyAdded': person<Created>('added a passkey'),
  'person.passkeyRemoved': person('removed a passkey'),
  'person.passwordChanged': person<{ revokedTokens: number }>('changed their password'),
  'person.passwordReset': person<{ revokedTokens?: number }>('set a new password'),
  'person.passwordResetRequested': person('requested a password reset'),
  'person.sessionsEnded': person<{ count: number }>('ended sessions of {it}'),
  'person.groupsApplied': person<{ role?: { before: string; after: string }; keptLastAdmin?: true }>(
    'changed the role of {it} by the groups of single sign-on',
  ),
  'person.roleGiven': person<{ role: string; team: string | null; group?: string }>('gave {it} a role'),
  'person.roleTaken': person<{ role: string; team: string | null; group?: string }>('took a role from {it}'),
  'person.provisioned': person<{ before: object | null; after: object }>('told the directory of {it} by SCIM'),
  'person.deprovisioned': person('removed {it} at the identity provider'),
  'person.signInLinkMade': person('made a sign-in link for {it} on the server'),
  'person.singleSignOnLinked': person<{ provider: string; subject: string }>('linked {it} to single sign-on'),
  'person.singleSignOnUnlinked': person('unlinked {it} from single sign-on'),
  'person.twoFactorDisabled': person('turned off the second factor'),
  'person.twoFactorEnabled': person('turned on the second factor'),
  'person.twoFactorRemoved': person('removed the second factors of {it}'),
  'scimGroup.created': scimGroup<{ after: object; joined: number[] }>('pushed {it}'),
  'scimGroup.updated': scimGroup<Updated & { joined: number[]; left: number[] }>('changed {it}'),
  'scimGroup.deleted': scimGroup<Deleted & { left: number[] }>('deleted {it}'),
  'session.started': person<{ by: string; device: string; network: string }>('signed in'),
  'signIn.emergency': installation<{ by: string; device: string; network: string }>('signed in without single sign-on'),
  'signInRules.updated': installation<Updated>('changed who may come in by single sign-on'),
  'samlProvider.updated': installation<{ before: object | null; after: object | null }>(
    'changed the SAML provider of single sign-on',
  ),
  'installation.setUp': person('set up this installation'),

  'contactMethod.added': contactMethod<{ personId: number } & Created>('added {it}'),
  'contactMethod.updated': contactMethod<{ personId: number } & Updated>('updated {it}'),
  'contactMethod.removed': contactMethod<{ personId: number } & Deleted>('removed {it}'),
  'contactMethod.verified': contactMethod<{ personId: number }>('verified {it}'),
  'contactMethod.disabled': contactMethod<{ personId: number; reason: string }>('disabled {it}'),

  'token.created': token<Created>('created {it}'),
  'token.revoked': token<{ personId: number } & Deleted>('revoked {it}'),

  'role.created': role<Created>('made {it}'),
  'role.updated': role<Updated>('changed {it}'),
  'role.deleted': role<Deleted & { instead: string | null }>('deleted {it}'),

  'view.created': view<Created>('created {it}'),
  'view.updated': view<Updated>('updated {it}'),
  'view.deleted': view<Deleted>('deleted {it}'),
  'view.restored': view<Created>('restored {it}'),
  'view.defaultChosen': view<{ list: string }>('chose the default view of a list'),

  'configuration.applied': configuration<{ prune: boolean; count: number; changed: object[] }>(
    'applied configuration from a file',
  ),
  'configuration.exportedWithSecrets': configuration('exported the configuration with its secrets'),

  'secrets.resealed': installation<{ keyId: string; count: number }>('re-encrypted secrets with the newest key'),
  'secrets.discarded': installation<{ discarded: object; authenticatorApps: number }>(
    'discarded secrets whose key was lost',
  ),
};
