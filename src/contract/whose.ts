/**
 * Whose a thing is. A role that somebody has for a team lets them do what it says with what belongs to that team: every
 * endpoint whose permission can be given for a team says what it is about, and so whose that is.
 */
import type { Permission } from './permissions.ts';

/**
 * What can be had for one team. Of reading only this much: everybody reads the rest, and sources, through which signals
 * of all teams come, are seen whole or not at all (`readForAnyTeam`).
 */
export const teamPermissions = [
  'alerts.respond',
  'incidents.respond',
  'oncall.override',
  'oncall.manage',
  'sources.manage',
  'maintenance.manage',
  'runbooks.manage',
  'directory.manage',
] as const satisfies Permission[];

/** Whoever has it for any team has it for everything. */
export const readForAnyTeam = ['sources.read'] as const satisfies Permission[];

/** What belongs to teams. How the teams are found stands in `server/team-scope`. */
export type TeamSubject =
  | 'team'
  | 'service'
  | 'schedule'
  | 'escalationPolicy'
  | 'runbook'
  | 'source'
  | 'maintenanceWindow'
  | 'alert'
  | 'page'
  | 'regrouping'
  | 'incident'
  | 'actionItem'
  | 'publicUpdate'
  | 'runbookRun'
  | 'drill'
  | 'retirement'
  | 'parallelRun'
  | 'roleGrant';

/** A thing that the request names; `at` leads to its id, or to several. */
export type Whose = { of: TeamSubject; at: `params.${string}` | `body.${string}` };

/**
 * `organisation`: a role for a team is never enough. `own`: it concerns whoever asks, as the action sees to, so a role
 * for any team is enough. Else all of these have to belong to teams for which they have the permission; what is moved
 * names where it comes from and where it goes.
 */
export type TeamScope = 'organisation' | 'own' | readonly Whose[];

export const whose = (of: TeamSubject, at: Whose['at'] = 'params.id'): Whose => ({ of, at });
