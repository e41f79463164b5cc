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

const viewer: Permission[] = [
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
];

const responder: Permission[] = [
  ...viewer,
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
  viewer: new Set(viewer),
  responder: new Set(responder),
  admin: new Set(permissions),
};
