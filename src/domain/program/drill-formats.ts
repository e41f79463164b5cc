export type DrillFormatKey =
  | 'page-test'
  | 'tabletop'
  | 'wheel'
  | 'game-day'
  | 'communications'
  | 'handover'
  | 'unannounced'
  | 'recovery';

export type DrillFormat = {
  key: DrillFormatKey;
  name: string;
  minutes: number;
  rhythm: string;
  trains: string;
  /** What must be agreed before. */
  care: string;
};

export const drillFormats: readonly DrillFormat[] = [
  {
    key: 'page-test',
    name: 'Page test',
    minutes: 2,
    rhythm: 'weekly',
    trains: 'That a page arrives and is acknowledged',
    care: 'Announce the hour, not the minute.',
  },
  {
    key: 'tabletop',
    name: 'Tabletop',
    minutes: 60,
    rhythm: 'monthly',
    trains: 'Roles, decisions and words, around a table',
    care: 'One person leads and plays all systems.',
  },
  {
    key: 'wheel',
    name: 'Wheel of misfortune',
    minutes: 60,
    rhythm: 'monthly',
    trains: 'Finding a cause under pressure, from a past incident',
    care: 'A volunteer on the spot, everybody kind.',
  },
  {
    key: 'game-day',
    name: 'Game day',
    minutes: 240,
    rhythm: 'quarterly',
    trains: 'Systems and people with a fault that is really made',
    care: 'A limit to the harm, a word to abort, monitoring on.',
  },
  {
    key: 'communications',
    name: 'Words only',
    minutes: 30,
    rhythm: 'quarterly',
    trains: 'Templates, approval and rhythm of updates',
    care: 'A drill cannot be published: draft the public update and read it aloud.',
  },
  {
    key: 'handover',
    name: 'Handover',
    minutes: 120,
    rhythm: 'twice a year',
    trains: 'Passing command and shifts in a long incident',
    care: 'Two sets of people.',
  },
  {
    key: 'unannounced',
    name: 'Unannounced call',
    minutes: 15,
    rhythm: 'twice a year',
    trains: 'How long until the right people are there',
    care: 'Only with the sponsor’s consent; never at night without need.',
  },
  {
    key: 'recovery',
    name: 'Security and recovery',
    minutes: 480,
    rhythm: 'yearly',
    trains: 'The private track and restoring from backup',
    care: 'Legal and security take part.',
  },
];
