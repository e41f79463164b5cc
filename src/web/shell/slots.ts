import type { ComponentType } from 'react';

/**
 * Places of the shell that a stage fills by assigning its component here. Empty places take no room.
 * `declare` gets `compact` on phones, where only a mark fits.
 */
export const slots: {
  onCallNow: ComponentType | null;
  declare: ComponentType<{ compact?: boolean }> | null;
  account: ComponentType<{ collapsed: boolean }> | null;
} = {
  onCallNow: null,
  declare: null,
  account: null,
};
