/** What somebody has beside their first role, as it is read with whoever asks: in the same query, at each request. */
import { type Permission, permissionsOfRole, type Role } from '../../../../contract/permissions.ts';

export const granted = Symbol('granted');

export type Granted = {
  /** Null: for everything. */
  teamId: number | null;
  builtIn: Role | null;
  /** Of a role that people made. A newer node may have written some that this one does not know: they open nothing. */
  permissions: readonly Permission[];
};

/** SQL of the column `granted`; null for most people. */
export const grantedOf = (personId: string) => `(
  select jsonb_agg(jsonb_build_object('teamId', g.team_id, 'builtIn', r.built_in, 'permissions', r.permissions)
    order by g.id)
  from role_grants g join roles r on r.id = g.role_id where g.person_id = ${personId}) as granted`;

export type GrantedColumn = { granted: readonly Granted[] | null };

export function permissionsOfGrant({ builtIn, permissions }: Granted): ReadonlySet<Permission> {
  return builtIn === null ? new Set(permissions) : permissionsOfRole[builtIn];
}
