import { permissionAreas, permissionWords, type RolePermission } from '../../../contract/permissions.ts';
import { joined } from '../../../domain/text.ts';
import { Facts } from '../../ui/screen/section.tsx';

/** Permissions in words, by area. `teamsOf`: the names of the teams for which it is had; null where for everything. */
export function PermissionList({
  permissions,
  teamsOf = () => null,
}: {
  permissions: readonly RolePermission[];
  teamsOf?: (permission: RolePermission) => string[] | null;
}) {
  const facts = permissionAreas.map((area) => {
    const own = permissions.filter((permission) => permissionWords[permission].area === area);
    const lines = own.map((permission) => {
      const { words, forTeam = words } = permissionWords[permission];
      const teams = teamsOf(permission);
      return (
        <div key={permission}>
          {teams === null ? words : forTeam}
          {teams !== null && <span className="muted"> · only for {joined(teams)}</span>}
        </div>
      );
    });
    return [area, own.length > 0 && lines] as const;
  });
  return <Facts facts={facts} />;
}
