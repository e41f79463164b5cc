import type { Permission } from '../../contract/permissions.ts';
import { useMay } from '../data/session.ts';

/** Props of a button for what not everybody may do: it stays, disabled, and says why. */
export function useGuard(permission: Permission): { disabled: boolean; 'data-tip'?: string } {
  return useMay(permission) ? { disabled: false } : { disabled: true, 'data-tip': 'Your role does not allow this.' };
}
