import type { NextStepKey } from '../../contract/first-hour/next-steps.ts';
import { paths } from '../paths.ts';

export type StepWords = { label: string; why: string; href: string };

/** What each next step is, why, and where. */
export const stepWords: Record<NextStepKey, StepWords> = {
  reach: {
    label: 'Let a first page reach you',
    why: 'No page reaches you before you have proved one way to be reached.',
    href: paths.firstPage(),
  },
  'on-call': {
    label: 'Make a schedule with somebody on call',
    why: 'A schedule says who is asked at any moment.',
    href: paths.newSchedule(),
  },
  policy: {
    label: 'Write an escalation policy',
    why: 'It says who is asked first, and who when nobody answers.',
    href: paths.newEscalationPolicy(),
  },
  service: {
    label: 'Add a service with its policy',
    why: 'Alerts belong to services, and the policy of a service decides who is paged.',
    href: paths.services(),
  },
  source: { label: 'Add a source', why: 'The address that your monitoring sends to.', href: paths.newSource() },
  sender: {
    label: 'Connect your monitoring',
    why: 'Only tests have come in so far. The page of a source shows the set-up with its key.',
    href: paths.sources(),
  },
  'second-person': {
    label: 'Invite a second person',
    why: 'One person alone sleeps, travels and falls ill.',
    href: paths.people(),
  },
  rotation: {
    label: 'Put two people on a rotation',
    why: 'Taking turns is what makes on-call bearable.',
    href: paths.schedules(),
  },
  'second-step': {
    label: 'Give a policy a second step',
    why: 'Somebody else is asked when the first does not answer.',
    href: paths.escalationPolicies(),
  },
  'second-way': {
    label: 'Add a second way to reach you',
    why: 'When one fails, a page takes the other at once.',
    href: paths.myContactMethods(),
  },
  mail: {
    label: 'Set up the mail server',
    why: 'For pages, invitations, forgotten passwords and subscribers: set EVENKEEL_SMTP_URL and restart.',
    href: paths.system(),
  },
  'status-page': {
    label: 'Put a first component on the status page',
    why: 'Customers ask less when they can see for themselves.',
    href: paths.statusPage(),
  },
  drill: { label: 'Run a first drill', why: 'Practise the way while nothing burns.', href: paths.drills() },
  assessment: {
    label: 'Assess where you stand',
    why: 'Half an hour, with the evidence of your own rows, and you know what to improve first.',
    href: paths.assessment(),
  },
};
