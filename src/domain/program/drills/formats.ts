import type { DrillFormatKey } from '../../../contract/program/drill-keys.ts';

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
    trains: 'Roles, decisions and communication, around a table',
    care: 'One person leads and plays every system.',
  },
  {
    key: 'wheel',
    name: 'Wheel of misfortune',
    minutes: 60,
    rhythm: 'monthly',
    trains: 'Finding a cause under pressure, from a past incident',
    care: 'One volunteer in the hot seat; everyone is kind.',
  },
  {
    key: 'game-day',
    name: 'Game day',
    minutes: 240,
    rhythm: 'quarterly',
    trains: 'Systems and people, with a real injected fault',
    care: 'Limit the blast radius, agree on an abort signal, keep monitoring on.',
  },
  {
    key: 'communications',
    name: 'Communications drill',
    minutes: 30,
    rhythm: 'quarterly',
    trains: 'Templates, approval and update rhythm',
    care: 'Drafts of public updates are checked and stay inside: nothing is published. Read them aloud.',
  },
  {
    key: 'handover',
    name: 'Handover',
    minutes: 120,
    rhythm: 'twice a year',
    trains: 'Handing over command and shifts in a long incident',
    care: 'You need two sets of people.',
  },
  {
    key: 'unannounced',
    name: 'Unannounced call',
    minutes: 15,
    rhythm: 'twice a year',
    trains: 'How long it takes to get the right people',
    care: 'Only with the sponsor’s consent; at night only if necessary.',
  },
  {
    key: 'recovery',
    name: 'Security and recovery',
    minutes: 480,
    rhythm: 'yearly',
    trains: 'Private incidents and restoring from backup',
    care: 'Legal and security take part.',
  },
];
