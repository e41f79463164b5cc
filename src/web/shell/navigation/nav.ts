import {
  Activity,
  BellRing,
  BookOpenCheck,
  Boxes,
  Braces,
  Cable,
  CalendarClock,
  ChartNoAxesColumn,
  ClipboardList,
  Compass,
  Flame,
  Globe,
  GraduationCap,
  House,
  KeyRound,
  ListChecks,
  ListOrdered,
  type LucideIcon,
  Megaphone,
  MessageSquareText,
  PackageOpen,
  RadioTower,
  ScrollText,
  Shapes,
  ShieldCheck,
  Siren,
  Split,
  Stethoscope,
  UserRound,
  Users,
  Webhook,
  Wrench,
} from 'lucide-react';
import type { Permission } from '../../../contract/permissions.ts';
import { paths } from '../../paths.ts';

export type NavItem = {
  label: string;
  href: string;
  icon: LucideIcon;
  /** `g` and a letter. */
  keys?: string;
  group: NavGroup;
  /** One of the four at the bottom of a phone. */
  onPhone?: boolean;
  /** Shown only to those who may do this. */
  needs?: Permission;
};

export type NavGroup = 'Now' | 'Improve' | 'Set up';

/** The rail, from top to bottom. An item stands here once its page works. */
export const navItems: NavItem[] = [
  { label: 'Home', href: paths.home(), icon: House, keys: 'g h', group: 'Now', onPhone: true },
  { label: 'Alerts', href: paths.alerts(), icon: BellRing, keys: 'g a', group: 'Now', onPhone: true },
  { label: 'Pages', href: paths.pages(), icon: Megaphone, keys: 'g v', group: 'Now' },
  { label: 'Incidents', href: paths.incidents(), icon: Flame, keys: 'g i', group: 'Now', onPhone: true },
  { label: 'On-call', href: paths.onCall(), icon: CalendarClock, keys: 'g o', group: 'Now', onPhone: true },
  { label: 'Maintenance', href: paths.maintenance(), icon: Wrench, keys: 'g n', group: 'Now' },
  { label: 'Status page', href: paths.statusPage(), icon: Globe, keys: 'g d', group: 'Now' },
  { label: 'Postmortems', href: paths.postmortems(), icon: GraduationCap, keys: 'g r', group: 'Improve' },
  { label: 'Action items', href: paths.actionItems(), icon: ListChecks, keys: 'g c', group: 'Improve' },
  { label: 'Runbooks', href: paths.runbooks(), icon: BookOpenCheck, keys: 'g b', group: 'Improve' },
  { label: 'Measures', href: paths.measures(), icon: ChartNoAxesColumn, keys: 'g m', group: 'Improve' },
  { label: 'Program', href: paths.program(), icon: Compass, keys: 'g p', group: 'Improve' },
  { label: 'Sources', href: paths.sources(), icon: RadioTower, keys: 'g u', group: 'Set up' },
  { label: 'Checks', href: paths.checks(), icon: Activity, keys: 'g k', group: 'Set up' },
  { label: 'Routes', href: paths.routes(), icon: Split, keys: 'g e', group: 'Set up' },
  { label: 'Escalation policies', href: paths.escalationPolicies(), icon: ListOrdered, keys: 'g l', group: 'Set up' },
  { label: 'Services', href: paths.services(), icon: Boxes, keys: 'g s', group: 'Set up' },
  { label: 'Teams', href: paths.teams(), icon: Users, keys: 'g t', group: 'Set up' },
  { label: 'People', href: paths.people(), icon: UserRound, keys: 'g y', group: 'Set up' },
  { label: 'Roles', href: paths.roles(), icon: ShieldCheck, group: 'Set up' },
  { label: 'Single sign-on', href: paths.signInRules(), icon: KeyRound, group: 'Set up', needs: 'directory.manage' },
  { label: 'Providers', href: paths.providers(), icon: Cable, group: 'Set up', needs: 'platform.manage' },
  {
    label: 'Outgoing webhooks',
    href: paths.outgoingWebhooks(),
    icon: Webhook,
    group: 'Set up',
    needs: 'platform.manage',
  },
  { label: 'Severities', href: paths.severities(), icon: Siren, group: 'Set up' },
  { label: 'Protocols', href: paths.protocols(), icon: ClipboardList, group: 'Set up' },
  { label: 'Templates', href: paths.messageTemplates(), icon: MessageSquareText, group: 'Set up' },
  { label: 'Contributing factors', href: paths.contributingFactors(), icon: Shapes, group: 'Set up' },
  { label: 'Move in', href: paths.moveIn(), icon: PackageOpen, group: 'Set up', needs: 'oncall.manage' },
  { label: 'Audit log', href: paths.audit(), icon: ScrollText, group: 'Set up' },
  { label: 'System', href: paths.system(), icon: Stethoscope, group: 'Set up' },
  { label: 'API', href: paths.apiReference(), icon: Braces, group: 'Set up' },
];

/** Pages that have no place in the rail; the palette leads to them, “Go to …”. */
export const furtherPages: Pick<NavItem, 'label' | 'href'>[] = [
  { label: 'schedules', href: paths.schedules() },
  { label: 'data retention', href: paths.retention() },
  { label: 'readiness report', href: paths.readiness() },
  { label: 'simulator', href: paths.simulation() },
  { label: 'noisy alerts', href: paths.noisyAlerts() },
  { label: 'on-call pay', href: paths.onCallPay() },
  { label: 'on-call load', href: paths.onCallLoad() },
  { label: 'digests', href: paths.digests() },
  { label: 'assessment', href: paths.assessment() },
  { label: 'goals', href: paths.goals() },
  { label: 'plans', href: paths.pilots() },
  { label: 'drills', href: paths.drills() },
  { label: 'training', href: paths.training() },
  { label: 'skills by team', href: paths.skills() },
  { label: 'quarterly reviews', href: paths.reviews() },
  { label: 'playbook', href: paths.playbook() },
  { label: 'reference values', href: paths.referenceValues() },
  { label: 'security events', href: paths.securityEvents() },
  { label: 'your profile and preferences', href: paths.me() },
  { label: 'your contact methods', href: paths.myContactMethods() },
  { label: 'your notices', href: paths.myNotices() },
  { label: 'your password and sign-in', href: paths.mySecurity() },
  { label: 'your API tokens', href: paths.myTokens() },
  { label: 'your first page', href: paths.firstPage() },
];
