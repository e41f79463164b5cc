export type RoleKey =
  | 'commander'
  | 'deputy'
  | 'scribe'
  | 'communications'
  | 'internal-liaison'
  | 'resolver'
  | 'team-lead'
  | 'observer';

export type Role = {
  key: RoleKey;
  name: string;
  purpose: string;
  does: readonly string[];
  leaves: readonly string[];
  /** True: at most one person holds it at a time. */
  single: boolean;
};

/** The roles of a response, after PagerDuty's role descriptions and the incident command system Google describes. */
export const roles: readonly Role[] = [
  {
    key: 'commander',
    name: 'Incident commander',
    purpose: 'Holds the whole picture and makes the decisions.',
    does: [
      'Say out loud that you are in command',
      'Give every task to one named person with a time, and hear it repeated',
      'Approve what is said in public',
      'Decide when it is over, and who owns the postmortem',
    ],
    leaves: ['Debugging and reading graphs', 'Any second role'],
    single: true,
  },
  {
    key: 'deputy',
    name: 'Deputy',
    purpose: 'Watches the clock for the commander and is ready to take over.',
    does: [
      'Remind of updates and overdue tasks',
      'Page more people when asked',
      'Take command when the commander tires',
    ],
    leaves: ['Technical work'],
    single: true,
  },
  {
    key: 'scribe',
    name: 'Scribe',
    purpose: 'Keeps the record while others act.',
    does: [
      'Write down decisions, findings and actions as they happen',
      'Note who holds which role',
      'Collect work for later',
    ],
    leaves: ['Fixing anything'],
    single: true,
  },
  {
    key: 'communications',
    name: 'Communications',
    purpose: 'Speaks with customers.',
    does: [
      'Draft each update, get the commander’s yes, post it',
      'Bring back what customers report',
      'Look for workarounds to offer',
    ],
    leaves: ['Promising when it will work again', 'Guessing', 'Naming machines or people in public'],
    single: true,
  },
  {
    key: 'internal-liaison',
    name: 'Internal liaison',
    purpose: 'Keeps the rest of the company informed and fetches help.',
    does: ['Brief executives every half hour or so', 'Bring in teams the commander asks for'],
    leaves: ['Letting bystanders into the room'],
    single: true,
  },
  {
    key: 'resolver',
    name: 'Resolver',
    purpose: 'Knows an affected system and works on it.',
    does: ['Report condition, actions and needs', 'Propose options with their risk', 'Act on the commander’s word'],
    leaves: ['Changing things unannounced'],
    single: false,
  },
  {
    key: 'team-lead',
    name: 'Sub-team lead',
    purpose: 'Reports for a group so that the commander hears one voice.',
    does: ['Run the group on its own channel', 'Report for it on the commander’s rhythm'],
    leaves: ['Bypassing the commander'],
    single: false,
  },
  {
    key: 'observer',
    name: 'Observer',
    purpose: 'Learns by listening.',
    does: ['Listen, take notes, ask afterwards'],
    leaves: ['Speaking in the room'],
    single: false,
  },
];

export type RoleHolding = {
  personId: number;
  role: RoleKey;
};

/** Roles the severity asks for that nobody holds, in the order of `rolesNeeded`. */
export function missingRoles(rolesNeeded: readonly RoleKey[], held: readonly RoleHolding[]): RoleKey[] {
  return rolesNeeded.filter((role) => !held.some((holding) => holding.role === role));
}
