import type { NextStepKey } from '../../contract/first-hour/next-steps.ts';
import { paths } from '../paths.ts';

export type StepWords = { label: string; why: string; href: string };

/** What each next step is, why, and where. */
export const stepWords: Record<NextStepKey, StepWords> = {
  reach: {
    label: 'Get your first page',
    why: 'Pages reach you only after you verify a contact method.',
    href: paths.firstPage(),
  },
  'on-call': {
    label: 'Create a schedule with someone on call',
    why: 'A schedule says who is on call at any moment.',
    href: paths.newSchedule(),
  },
  policy: {
    label: 'Create an escalation policy',
    why: 'It says who is notified first, and who is next when nobody answers.',
    href: paths.newEscalationPolicy(),
  },
  service: {
    label: 'Add a service with a policy',
    why: 'Alerts belong to services, and a service’s policy decides who is paged.',
    href: paths.services(),
  },
  source: { label: 'Add a source', why: 'The address your monitoring sends to.', href: paths.newSource() },
  sender: {
    label: 'Connect your monitoring',
    why: 'Only tests have come in so far. A source’s screen shows the setup with its key.',
    href: paths.sources(),
  },
  'second-person': {
    label: 'Invite a second person',
    why: 'One person cannot be on call around the clock.',
    href: paths.people(),
  },
  rotation: {
    label: 'Put two people on a rotation',
    why: 'Taking turns makes on-call bearable.',
    href: paths.schedules(),
  },
  'second-step': {
    label: 'Add a second step to a policy',
    why: 'Somebody else is notified when the first person does not answer.',
    href: paths.escalationPolicies(),
  },
  'second-way': {
    label: 'Add a second contact method',
    why: 'When one fails, the page goes to the other at once.',
    href: paths.myContactMethods(),
  },
  mail: {
    label: 'Set up the mail server',
    why: 'For pages, invitations, password resets and subscribers: set EVENKEEL_SMTP_URL and restart.',
    href: paths.system(),
  },
  'status-page': {
    label: 'Add a component to the status page',
    why: 'Customers ask less when they can see for themselves.',
    href: paths.statusPage(),
  },
  drill: { label: 'Run your first drill', why: 'Practise while nothing is broken.', href: paths.drills() },
  assessment: {
    label: 'Assess where you stand',
    why: 'Half an hour, with evidence from your own data, shows what to improve first.',
    href: paths.assessment(),
  },
};
