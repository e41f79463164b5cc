/**
 * Who may do what. Every endpoint names one permission; a role is a set of them; an API token carries a subset.
 * `public` needs no actor at all; `signed-in` needs any person and is for what belongs to that person;
 * `session` needs a person who has signed in themselves, so no token can ever make tokens or change a password.
 */
export const permissions = [
  'public',
  'signed-in',
  'session',
  'alerts.read',
  'alerts.respond',
  'audit.read',
  'configuration.apply',
  'directory.read',
  'directory.manage',
  'incidents.read',
  'incidents.respond',
  'incidents.manage',
  'oncall.read',
  'oncall.override',
  'oncall.manage',
  'pages.create',
  'personal-data.manage',
  'platform.read',
  'platform.manage',
  'program.read',
  'program.manage',
  'runbooks.read',
  'runbooks.manage',
  'scim.manage',
  'sources.read',
  'sources.manage',
  'maintenance.manage',
  'status-pages.read',
  'status-pages.manage',
  'measures.read',
] as const;

export type Permission = (typeof permissions)[number];

/** What an API token can carry. */
export const tokenPermissions = permissions.filter(
  (permission): permission is Exclude<Permission, 'public' | 'session'> =>
    permission !== 'public' && permission !== 'session',
);

export const roles = ['viewer', 'responder', 'admin'] as const;
export type Role = (typeof roles)[number];

const everybody = [
  'public',
  'signed-in',
  'session',
  'alerts.read',
  'directory.read',
  'incidents.read',
  'oncall.read',
  'program.read',
  'runbooks.read',
  'status-pages.read',
  'measures.read',
] as const satisfies Permission[];

const responder: Permission[] = [
  ...everybody,
  'alerts.respond',
  'incidents.respond',
  'maintenance.manage',
  'oncall.override',
  'pages.create',
  'platform.read',
  'runbooks.manage',
  'sources.read',
];

export const permissionsOfRole: Record<Role, ReadonlySet<Permission>> = {
  viewer: new Set<Permission>(everybody),
  responder: new Set(responder),
  admin: new Set(permissions),
};

/**
 * What a role that people make can hold: what a viewer may not. Everybody in the directory is a viewer at least, for
 * whoever cannot read an incident cannot help with it, so roles add to that and take nothing away.
 */
export const rolePermissions = permissions.filter(
  (permission): permission is Exclude<Permission, (typeof everybody)[number]> =>
    !permissionsOfRole.viewer.has(permission),
);
export type RolePermission = (typeof rolePermissions)[number];

/** What permissions let people do, in the order in which they are shown; `forTeam` where that is less for one team. */
export const permissionWords: Record<RolePermission, { area: PermissionArea; words: string; forTeam?: string }> = {
  'alerts.respond': {
    area: 'Alerts and incidents',
    words: 'Acknowledge, snooze, reassign and resolve alerts and pages',
  },
  'pages.create': { area: 'Alerts and incidents', words: 'Page people, and send test pages' },
  'incidents.respond': {
    area: 'Alerts and incidents',
    words: 'Declare incidents, work on them, and write their updates and postmortems',
  },
  'incidents.manage': {
    area: 'Alerts and incidents',
    words: 'Change severities, protocols, contributing factors and sprint calendars, and import past incidents',
  },
  'runbooks.manage': { area: 'Alerts and incidents', words: 'Write runbooks' },
  'oncall.override': {
    area: 'On call',
    words: 'Override and swap shifts, ask for cover, enter absences, write handoff notes',
  },
  'oncall.manage': { area: 'On call', words: 'Change schedules, rotas and escalation policies' },
  'sources.read': { area: 'Detection', words: 'See sources, checks, routes and raw signals, and simulate alerts' },
  'sources.manage': {
    area: 'Detection',
    words: 'Change sources with their keys, checks and routes',
    forTeam: 'Change sources with their keys, and checks',
  },
  'maintenance.manage': {
    area: 'Detection',
    words: 'Plan maintenance windows, and announce maintenance',
    forTeam: 'Plan maintenance windows',
  },
  'status-pages.manage': {
    area: 'Status page',
    words: 'Change the status page, its subscribers and the message templates',
  },
  'program.manage': {
    area: 'Program',
    words: 'Run the program: goals, plans, drills, training, assessments and reviews',
  },
  'directory.manage': {
    area: 'Organisation',
    words: 'Manage teams, services and people, their access, and single sign-on',
    forTeam: 'Change the team and its services, and give roles for it',
  },
  'personal-data.manage': { area: 'Organisation', words: 'Export and remove the personal data of people' },
  'configuration.apply': { area: 'Organisation', words: 'Export and apply configuration as code' },
  'scim.manage': { area: 'Organisation', words: 'Let an identity provider keep people and groups by SCIM' },
  'audit.read': { area: 'Organisation', words: 'Read the audit log and the security events' },
  'platform.read': { area: 'Installation', words: 'See how the installation is doing, and whom a page would reach' },
  'platform.manage': {
    area: 'Installation',
    words: 'Change providers, outgoing webhooks, retention and on-call pay',
  },
};

export const permissionAreas = [
  'Alerts and incidents',
  'On call',
  'Detection',
  'Status page',
  'Program',
  'Organisation',
  'Installation',
] as const;
export type PermissionArea = (typeof permissionAreas)[number];
