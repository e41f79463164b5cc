import { type Role, type RoleKey, roles } from '../../../../domain/respond/incidents/roles.ts';

const byKey = new Map<string, Role>(roles.map((role) => [role.key, role]));

export function roleName(key: RoleKey): string {
  return byKey.get(key)?.name ?? key;
}

export const isSingle = (key: RoleKey): boolean => byKey.get(key)?.single ?? true;

/** What the role is for, in one sentence for a tip. */
export const rolePurpose = (key: RoleKey): string => byKey.get(key)?.purpose ?? '';
