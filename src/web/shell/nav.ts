import { House, type LucideIcon } from 'lucide-react';
import { paths } from '../paths.ts';

export type NavItem = {
  label: string;
  href: string;
  icon: LucideIcon;
  /** `g` and a letter. */
  keys?: string;
  group: NavGroup;
  /** One of the four at the bottom of a phone. */
  onPhone?: boolean;
};

export type NavGroup = 'Now' | 'Improve' | 'Set up';

/** The rail, from top to bottom. An item stands here once its page works. */
export const navItems: NavItem[] = [
  { label: 'Home', href: paths.home(), icon: House, keys: 'g h', group: 'Now', onPhone: true },
];
