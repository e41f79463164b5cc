import type { Severity } from '../severity.ts';
import type { DrillFormatKey } from './drill-formats.ts';

/** Something the leader of the drill brings in at a time. */
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
    story: 'The disk of the order database fills up. Reading works, writing does not.',
    injects: [
      {
        atMinute: 0,
        tell: 'An alert: writes to the order database fail. Support has two calls.',
        hope: 'Somebody acknowledges and declares.',
      },
      {
        atMinute: 5,
        tell: 'The shop shows a white page at checkout.',
        hope: 'SEV2 or SEV1 without a debate; first public post.',
      },
      {
        atMinute: 15,
        tell: 'Deleting old exports would free a tenth of the disk.',
        hope: 'Options with their risk, a decision, a named owner.',
      },
      {
        atMinute: 25,
        tell: 'Orders work again. Some payments were taken without an order.',
        hope: 'Verification from the customer’s side; data statement in the closing update.',
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
      'A certificate between two services ran out at midnight. The only person who renewed it before is on holiday.',
    injects: [
      {
        atMinute: 0,
        tell: 'Customers write that logging in fails. No alert has rung.',
        hope: 'Declared from a customer’s report.',
      },
      {
        atMinute: 8,
        tell: 'The log says that a certificate is not valid.',
        hope: 'The runbook is looked for; its absence is noted.',
      },
      {
        atMinute: 15,
        tell: 'Somebody suggests to switch the check off.',
        hope: 'Risk weighed, commander decides, way back noted.',
      },
      {
        atMinute: 30,
        tell: 'A new certificate is in place, one of three machines still has the old one.',
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
    story: 'A change reached a fifth of the machines and fails on cards of one bank only.',
    injects: [
      {
        atMinute: 0,
        tell: 'The error rate of payments is 4 %, usually 0.5 %.',
        hope: 'Effect stated in customers’ words.',
      },
      {
        atMinute: 10,
        tell: 'Three teams deployed in the last hour.',
        hope: 'Recent changes are looked at first; nobody is accused.',
      },
      {
        atMinute: 18,
        tell: 'A rollback takes twenty minutes; a switch would turn off one bank at once.',
        hope: 'Harm reduced first, plan B named.',
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
    story: 'The supplier of text messages is down and its status page says that all is well.',
    injects: [
      {
        atMinute: 0,
        tell: 'Customers receive no codes by text message.',
        hope: 'First post within the target, without naming the supplier.',
      },
      {
        atMinute: 6,
        tell: 'An executive wants to write that it is the supplier’s fault.',
        hope: 'Effect and workaround instead of blame.',
      },
      {
        atMinute: 14,
        tell: 'A journalist asks when it will be fixed.',
        hope: 'The next update is promised, the repair is not.',
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
    story: 'A network device fails half. Everything complains, and the true signal is one among hundreds.',
    injects: [
      {
        atMinute: 0,
        tell: 'Four hundred alerts in three minutes, from every service.',
        hope: 'One incident, alerts grouped, one commander.',
      },
      {
        atMinute: 5,
        tell: 'Fourteen people have joined the call and all speak.',
        hope: 'Roles, release of people, sub-teams with leads.',
      },
      { atMinute: 12, tell: 'Two groups report opposite findings.', hope: 'Facts sorted out, a test decides.' },
      {
        atMinute: 20,
        tell: 'A director joins and gives orders to the network team.',
        hope: 'The question of command is asked and settled.',
      },
      {
        atMinute: 35,
        tell: 'The device is replaced; one service does not recover.',
        hope: 'Kept open until all is verified.',
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
        tell: 'The restore runs and needs fourteen hours. The commander has been there for four.',
        hope: 'Command is handed over with a brief and a confirmation.',
      },
      {
        atMinute: 20,
        tell: 'The new commander is called away without warning.',
        hope: 'The deputy takes over and says so.',
      },
      {
        atMinute: 40,
        tell: 'An update was promised ten minutes ago.',
        hope: 'Late update at once, slower rhythm announced.',
      },
      {
        atMinute: 60,
        tell: 'The restore stops at eighty percent.',
        hope: 'Plan B, staffing for the next shift, rest for those who go.',
      },
    ],
  },
  {
    key: 'leaked-key',
    title: 'A key in public',
    format: 'recovery',
    difficulty: 'hard',
    severity: 1,
    story: 'A key with access to customer data stood in a public repository for nine days.',
    injects: [
      {
        atMinute: 0,
        tell: 'A stranger writes that they found a key of yours.',
        hope: 'A private incident with a code name.',
      },
      {
        atMinute: 10,
        tell: 'The key was used from an unknown address yesterday.',
        hope: 'Revoked at once; evidence kept.',
      },
      {
        atMinute: 25,
        tell: 'Legal asks which customers are concerned.',
        hope: 'Reporting duties and their deadlines are noted.',
      },
      {
        atMinute: 45,
        tell: 'The story is on a news site.',
        hope: 'Words approved by legal; support has a sentence to use.',
      },
    ],
  },
  {
    key: 'silent-backup',
    title: 'The backup that was not',
    format: 'recovery',
    difficulty: 'medium',
    severity: 2,
    story: 'A table was emptied by a script. The last backups are empty files.',
    injects: [
      { atMinute: 0, tell: 'Customers miss their saved addresses.', hope: 'Writing is stopped before more is lost.' },
      {
        atMinute: 12,
        tell: 'The backup of last night has no content.',
        hope: 'Calm, options: older backups, replicas, exports.',
      },
      {
        atMinute: 30,
        tell: 'A copy of six days ago exists in a test system.',
        hope: 'Customers are told plainly what is lost.',
      },
    ],
  },
];
