import type { Course } from '../training.ts';

export const incidentManagementBasics: Course = {
  key: 'incident-management-basics',
  title: 'Incident management basics',
  after: [],
  readMinutes: 3,
  text: `
An **incident** is something unplanned that hurts customers, or soon will, and needs people to act together. Managing it well
has four parts: notice it, respond to it, fix it, and learn from it. A team that skips the last part meets the same problem again.

Getting better at this is a program, not a purchase. It begins with an honest **assessment**: which areas are strong, where are
the gaps? Before anything changes, the first two weeks measure a **baseline**, because without it nobody can show later that
anything improved. Then come **goals** with a number and a date, a **plan** with owners, small steps of **execution**, and
**iteration** every quarter. Start with one team for ninety days and an executive sponsor who protects the time.

Four measures show how it is going: time to restore, by severity; incidents per sprint; the share of required blameless postmortems
that were completed; and how often the same thing recurs. Read medians before means, and do not claim a trend from a handful
of incidents.

Severity runs from SEV1, the worst, to SEV5. When in doubt, choose the higher one. Anyone may declare an incident; nobody is
ever blamed for declaring one too many.`.trim(),
  quiz: [
    {
      id: 'first-step',
      ask: 'What is the first step in implementing incident management?',
      options: [
        'Buy a tool',
        'Assess where the organisation stands today',
        'Set targets for the teams',
        'Train everyone as a commander',
      ],
      right: 1,
      because: 'Goals and plans depend on knowing the strengths and gaps first.',
    },
    {
      id: 'baseline',
      ask: 'Why are the first two weeks of a pilot spent measuring?',
      options: [
        'To find out who is slow',
        'To give people time to install the software',
        'Because without a baseline no improvement can be shown',
        'Because the sponsor asks for reports',
      ],
      right: 2,
      because: 'Without figures from before the change there is nothing to compare with.',
    },
    {
      id: 'measures',
      ask: 'Which of these is one of the four measures?',
      options: ['Lines of code changed', 'Recurrence rate', 'Tickets per person', 'Hours spent in meetings'],
      right: 1,
      because: 'Time to restore by severity, incidents per sprint, completed postmortems and recurrence are the four.',
    },
    {
      id: 'severity',
      ask: 'You are unsure whether it is a SEV2 or a SEV3. What do you choose?',
      options: [
        'SEV3, so as not to alarm anyone',
        'SEV2, and review it later',
        'Neither, until it is clear',
        'Whatever your manager says',
      ],
      right: 1,
      because: 'Choosing the higher one costs little; lowering it later costs nothing.',
    },
    {
      id: 'one-time',
      ask: 'What happens when incident management is run as a one-time project?',
      options: [
        'The gains fade within a few quarters',
        'It becomes cheaper every year',
        'The tools take over',
        'Nothing changes',
      ],
      right: 0,
      because: 'Without reviews and regular practice, old habits return.',
    },
    {
      id: 'blameless',
      ask: 'What does a blameless postmortem look for?',
      options: [
        'Who made the mistake',
        'Which team pays',
        'What happened and what lets it happen again',
        'A single root cause at any price',
      ],
      right: 2,
      because: 'People tell the whole story only when it cannot be held against them.',
    },
    {
      id: 'declare',
      ask: 'Who may declare an incident?',
      options: ['Managers', 'The person on call', 'Certified commanders', 'Anyone'],
      right: 3,
      because: 'A false alarm costs minutes; a late declaration costs customers.',
    },
  ],
};
