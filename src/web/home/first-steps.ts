import { paths } from '../paths.ts';

/** What is known of the set-up; null where this person may not look. */
export type SetUpFacts = {
  sources: { isBuiltIn: boolean; firstSignalAt: string | null }[] | null;
  policies: { id: number }[] | null;
  services: { escalationPolicyId: number | null }[] | null;
  onCall: { now: { personId: number | null } }[] | null;
  contactMethods: { verifiedAt: string | null; disabledAt: string | null }[] | null;
};

export type FirstStep = { key: string; label: string; why: string; href: string; isDone: boolean };

/** The way from an empty installation to a page that arrives, in the order that makes sense. */
export function firstSteps({ sources, policies, services, onCall, contactMethods }: SetUpFacts): FirstStep[] {
  const own = sources?.filter(({ isBuiltIn }) => !isBuiltIn);
  const steps: (FirstStep | false)[] = [
    contactMethods !== null && {
      key: 'reach',
      label: 'Say how you can be reached',
      why: 'Without a verified contact method no page reaches you.',
      href: paths.myContactMethods(),
      isDone: contactMethods.some(({ verifiedAt, disabledAt }) => verifiedAt !== null && disabledAt === null),
    },
    onCall !== null && {
      key: 'on-call',
      label: 'Make a schedule with somebody on call',
      why: 'A schedule says who is asked at any moment.',
      href: paths.schedules(),
      isDone: onCall.some(({ now }) => now.personId !== null),
    },
    policies !== null && {
      key: 'policy',
      label: 'Write an escalation policy',
      why: 'It says who is asked first, and who when nobody answers.',
      href: paths.escalationPolicies(),
      isDone: policies.length > 0,
    },
    services !== null && {
      key: 'service',
      label: 'Add a service with its policy',
      why: 'Alerts belong to services, and the policy of a service decides who is paged.',
      href: paths.services(),
      isDone: services.some(({ escalationPolicyId }) => escalationPolicyId !== null),
    },
    own !== undefined && {
      key: 'source',
      label: 'Add a source',
      why: 'The address that your monitoring sends to.',
      href: own.length > 0 ? paths.sources() : paths.newSource(),
      isDone: own.length > 0,
    },
    own !== undefined && {
      key: 'signal',
      label: 'Receive the first signal',
      why: 'The page of the source shows how, and turns green.',
      href: paths.sources(),
      isDone: own.some(({ firstSignalAt }) => firstSignalAt !== null),
    },
  ];
  return steps.filter((step) => step !== false);
}
