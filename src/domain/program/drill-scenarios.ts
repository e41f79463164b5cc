import type { Severity } from '../severity.ts';
import type { DrillFormatKey } from './drill-formats.ts';

/** Something the leader of the drill announces at a given minute. */
export type Inject = {
  /** Minutes after the start. */
  atMinute: number;
  tell: string;
  /** What a good response looks like; only the leader sees it. */
  hope: string;
};

export type DrillScenario = {
  key: string;
  title: string;
  format: DrillFormatKey;
  difficulty: 'easy' | 'medium' | 'hard';
  severity: Severity;
  story: string;
  injects: readonly Inject[];
};

export const drillScenarios: readonly DrillScenario[] = [
  {
    key: 'disk-full',
    title: 'The orders stop',
    format: 'tabletop',
    difficulty: 'easy',
    severity: 2,
    story: 'The disk of the order database fills up. Reads work, writes fail.',
    injects: [
      {
        atMinute: 0,
        tell: 'An alert: writes to the order database are failing. Support has had two calls.',
        hope: 'Somebody acknowledges and declares.',
      },
      {
        atMinute: 5,
        tell: 'The shop shows a blank page at checkout.',
        hope: 'SEV2 or SEV1 without a debate; first public post.',
      },
      {
        atMinute: 15,
        tell: 'Deleting old exports would free a tenth of the disk.',
        hope: 'Options with their risks, a decision, a named owner.',
      },
      {
        atMinute: 25,
        tell: 'Orders work again. Some customers were charged without an order.',
        hope: 'Verification from the customer’s side; a statement about data in the closing update.',
      },
    ],
  },
  {
    key: 'expired-certificate',
    title: 'Nobody can log in',
    format: 'tabletop',
    difficulty: 'easy',
    severity: 1,
    story:
      'A certificate between two services expired at midnight. The only person who has ever renewed it is on holiday.',
    injects: [
      {
        atMinute: 0,
        tell: 'Customers report that they cannot log in. No alert has fired.',
        hope: 'Declared on the basis of a customer report.',
      },
      {
        atMinute: 8,
        tell: 'The log says that a certificate is invalid.',
        hope: 'Somebody looks for the runbook and notes that it is missing.',
      },
      {
        atMinute: 15,
        tell: 'Somebody suggests turning the check off.',
        hope: 'Risk weighed, commander decides, rollback plan noted.',
      },
      {
        atMinute: 30,
        tell: 'A new certificate is in place, but one of three machines still has the old one.',
        hope: 'Verified everywhere before it is called resolved.',
      },
    ],
  },
  {
    key: 'bad-deployment',
    title: 'One in five payments',
    format: 'wheel',
    difficulty: 'medium',
    severity: 2,
    story: 'A change reached a fifth of the machines and fails only for cards of one bank.',
    injects: [
      {
        atMinute: 0,
        tell: 'The error rate of payments is 4%, usually 0.5%.',
        hope: 'Impact described in customers’ words.',
      },
      {
        atMinute: 10,
        tell: 'Three teams deployed in the last hour.',
        hope: 'Recent changes are looked at first; nobody is accused.',
      },
      {
        atMinute: 18,
        tell: 'A rollback takes twenty minutes; a feature flag would turn off one bank immediately.',
        hope: 'Impact reduced first, plan B stated.',
      },
      { atMinute: 30, tell: 'The bank asks for a statement.', hope: 'Communications drafts, commander approves.' },
    ],
  },
  {
    key: 'supplier-down',
    title: 'It is not us',
    format: 'communications',
    difficulty: 'medium',
    severity: 2,
    story: 'The text message supplier is down, but its status page says everything is fine.',
    injects: [
      {
        atMinute: 0,
        tell: 'Customers are not receiving codes by text message.',
        hope: 'First post within the target, without naming the supplier.',
      },
      {
        atMinute: 6,
        tell: 'An executive wants the update to say it is the supplier’s fault.',
        hope: 'Impact and workaround instead of blame.',
      },
      {
        atMinute: 14,
        tell: 'A journalist asks when it will be fixed.',
        hope: 'The next update is promised, a fix is not.',
      },
      {
        atMinute: 22,
        tell: 'Codes arrive again, some twice.',
        hope: 'Monitoring, then resolved, with an explicit statement.',
      },
    ],
  },
  {
    key: 'alert-storm',
    title: 'Four hundred alerts',
    format: 'tabletop',
    difficulty: 'hard',
    severity: 1,
    story: 'A network device partly fails. Everything alerts, and the real signal is one among hundreds.',
    injects: [
      {
        atMinute: 0,
        tell: 'Four hundred alerts in three minutes, from every service.',
        hope: 'One incident, alerts grouped, one commander.',
      },
      {
        atMinute: 5,
        tell: 'Fourteen people have joined the call and everyone is talking.',
        hope: 'Roles filled, spectators released, sub-teams with leads.',
      },
      {
        atMinute: 12,
        tell: 'Two groups report contradictory findings.',
        hope: 'Facts are checked, and a test decides.',
      },
      {
        atMinute: 20,
        tell: 'A director joins and gives orders to the network team.',
        hope: 'Somebody asks who is in command, and it is settled.',
      },
      {
        atMinute: 35,
        tell: 'The device is replaced; one service does not recover.',
        hope: 'The incident stays open until everything is verified.',
      },
    ],
  },
  {
    key: 'night-shift',
    title: 'The second night',
    format: 'handover',
    difficulty: 'hard',
    severity: 1,
    story: 'Restoring a large database takes fourteen hours. Nobody can stay that long.',
    injects: [
      {
        atMinute: 0,
        tell: 'The restore is running and needs fourteen hours. The commander has been on for four.',
        hope: 'Command is handed over with a briefing and a confirmation.',
      },
      {
        atMinute: 20,
        tell: 'The new commander is called away without warning.',
        hope: 'The deputy takes over and says so.',
      },
      {
        atMinute: 40,
        tell: 'An update was promised ten minutes ago.',
        hope: 'The late update goes out immediately, and a slower rhythm is announced.',
      },
      {
        atMinute: 60,
        tell: 'The restore stops at eighty percent.',
        hope: 'Plan B, staffing for the next shift, rest for those going off shift.',
      },
    ],
  },
  {
    key: 'leaked-key',
    title: 'A key in public',
    format: 'recovery',
    difficulty: 'hard',
    severity: 1,
    story: 'A key with access to customer data was in a public repository for nine days.',
    injects: [
      {
        atMinute: 0,
        tell: 'A stranger writes that they found one of your keys.',
        hope: 'A private incident with a code name.',
      },
      {
        atMinute: 10,
        tell: 'The key was used from an unknown address yesterday.',
        hope: 'Key revoked immediately; evidence kept.',
      },
      {
        atMinute: 25,
        tell: 'Legal asks which customers are affected.',
        hope: 'Reporting duties and their deadlines are noted.',
      },
      {
        atMinute: 45,
        tell: 'The story is on a news site.',
        hope: 'Statement approved by legal; support has a sentence to use.',
      },
    ],
  },
  {
    key: 'silent-backup',
    title: 'The backup that was not',
    format: 'recovery',
    difficulty: 'medium',
    severity: 2,
    story: 'A script emptied a table. The most recent backups are empty files.',
    injects: [
      {
        atMinute: 0,
        tell: 'Customers report that their saved addresses are gone.',
        hope: 'Writes are stopped before more is lost.',
      },
      {
        atMinute: 12,
        tell: 'Last night’s backup is empty.',
        hope: 'The team stays calm and lists options: older backups, replicas, exports.',
      },
      {
        atMinute: 30,
        tell: 'A six-day-old copy exists in a test system.',
        hope: 'Customers are told plainly what is lost.',
      },
    ],
  },
];
