/** Who works at Lantern & Loom, a shop for lamps and textiles that does not exist. */
import type { Role } from '../../../contract/permissions.ts';

export const shopName = 'Lantern & Loom';

type Person = { name: string; role: Role; timeZone: string };

export const people = {
  mara: { name: 'Mara Lindqvist', role: 'admin', timeZone: 'Europe/Stockholm' },
  idris: { name: 'Idris Bello', role: 'responder', timeZone: 'Europe/London' },
  noor: { name: 'Noor Haddad', role: 'responder', timeZone: 'Europe/Berlin' },
  tomas: { name: 'Tomás Ferreira', role: 'responder', timeZone: 'Europe/Lisbon' },
  yuki: { name: 'Yuki Tanaka', role: 'responder', timeZone: 'Europe/Berlin' },
  priya: { name: 'Priya Raman', role: 'responder', timeZone: 'Europe/London' },
  jonas: { name: 'Jonas Weber', role: 'responder', timeZone: 'Europe/Berlin' },
  amara: { name: 'Amara Okafor', role: 'responder', timeZone: 'Europe/London' },
  luca: { name: 'Luca Moretti', role: 'responder', timeZone: 'Europe/Rome' },
  sofia: { name: 'Sofia Novak', role: 'responder', timeZone: 'Europe/Prague' },
  ben: { name: 'Ben Carter', role: 'responder', timeZone: 'America/New_York' },
  hana: { name: 'Hana Kim', role: 'responder', timeZone: 'Europe/Berlin' },
  oskar: { name: 'Oskar Lind', role: 'responder', timeZone: 'Europe/Stockholm' },
  elena: { name: 'Elena Petrova', role: 'responder', timeZone: 'Europe/Berlin' },
  grace: { name: 'Grace Mbeki', role: 'responder', timeZone: 'Africa/Johannesburg' },
  dana: { name: 'Dana Whitfield', role: 'viewer', timeZone: 'Europe/London' },
} as const satisfies Record<string, Person>;

export type PersonKey = keyof typeof people;

/** Mail to this domain reaches nobody (RFC 2606). */
export const addressOf = (key: PersonKey) => `${key}@lantern-and-loom.example`;

export const teams = {
  storefront: {
    name: 'Storefront',
    description: 'Everything customers see before they pay: pages, search, catalogue.',
    members: ['idris', 'noor', 'tomas', 'yuki'],
    lead: 'idris',
  },
  payments: {
    name: 'Payments',
    description: 'From basket to payment: checkout, payments, orders, invoices.',
    members: ['priya', 'jonas', 'amara', 'luca'],
    lead: 'priya',
  },
  platform: {
    name: 'Platform',
    description: 'What everything runs on: edge, databases, queues, warehouse link.',
    members: ['sofia', 'ben', 'hana', 'oskar'],
    lead: 'sofia',
  },
} as const satisfies Record<string, { name: string; description: string; members: PersonKey[]; lead: PersonKey }>;

export type TeamKey = keyof typeof teams;

/** Those who can command an incident, in the order of their rotation. */
export const commanders = ['sofia', 'idris', 'priya', 'oskar', 'noor'] as const satisfies PersonKey[];
