import type { Permission } from '../../contract/permissions.ts';
import { type OfTeams, useMay } from '../data/session.ts';

/** Props of a button for what not everybody may do: it stays, disabled, and says why. */
export function useGuard(permission: Permission, of?: OfTeams): { disabled: boolean; 'data-tip'?: string } {
  return useMay(permission, of)
    ? { disabled: false }
    : { disabled: true, 'data-tip': 'Your role does not allow this.' };
}
