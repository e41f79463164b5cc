import type { Paged } from './severities.ts';

/** Somebody whom the severity of an incident wants paged. */
export type Wanted = {
  /** A role of the severity matrix, or a service whose team is wanted. */
  whom: { role: 'commander' | 'communications' | 'executives' } | { serviceId: number | null; name: string };
  /** Null: nothing says who that is. */
  policyId: number | null;
};

export type WantedQuestion = {
  pages: readonly Paged[];
  /** The affected services, the most important first; the policy by which their alerts page. */
  services: readonly { serviceId: number; name: string; policyId: number | null }[];
  policies: Readonly<Record<'commander' | 'communications' | 'executives', number | null>>;
  defaultPolicyId: number | null;
};

/** Whom a severity wants paged; a commander whom no policy names is called by the default escalation policy. */
export function wantedOf({ pages, services, policies, defaultPolicyId }: WantedQuestion): Wanted[] {
  const wantsTeams = pages.includes('affected-teams') || pages.includes('owning-team');
  const asked = pages.includes('affected-teams') ? services : wantsTeams ? services.slice(0, 1) : [];
  const teams = asked.map(
    ({ serviceId, name, policyId }): Wanted => ({
      whom: { serviceId, name },
      policyId: policyId ?? defaultPolicyId,
    }),
  );
  const noService: Wanted[] =
    wantsTeams && services.length === 0
      ? [{ whom: { serviceId: null, name: 'the affected team' }, policyId: null }]
      : [];
  const roles = (['commander', 'communications', 'executives'] as const)
    .filter((role) => pages.includes(role))
    .map(
      (role): Wanted => ({
        whom: { role },
        policyId: policies[role] ?? (role === 'commander' ? defaultPolicyId : null),
      }),
    );
  return [...teams, ...noService, ...roles];
}

/** A page of the incident or of one of its alerts. */
export type IncidentPageReach = {
  policyId: number | null;
  serviceId: number | null;
  /** Somebody asked directly, by hand. */
  isByHand: boolean;
  /** It reached somebody, or may still do. */
  reaches: boolean;
};

/** The wanted ones for whom nobody was reached. Who takes a role, or is called by hand and reached, makes good for it. */
export function unpagedOf(
  wanted: readonly Wanted[],
  pages: readonly IncidentPageReach[],
  rolesHeld: readonly string[],
): Wanted[] {
  const reaching = pages.filter(({ reaches }) => reaches);
  if (reaching.some(({ isByHand }) => isByHand)) return [];
  return wanted.filter(({ whom, policyId }) => {
    if ('role' in whom && rolesHeld.includes(whom.role)) return false;
    if (policyId !== null && reaching.some((page) => page.policyId === policyId)) return false;
    if ('role' in whom) return true;
    if (whom.serviceId === null) return reaching.length === 0 && rolesHeld.length === 0;
    return !reaching.some(({ serviceId }) => serviceId === whom.serviceId);
  });
}
