import type { Audience, MessageTemplate, SituationKey } from './templates.ts';

type Bodies = Partial<Record<Audience, string>>;

/** For colleagues. The public title is the plain one: one incident keeps one name, and its status stands beside it. */
const titles: Record<SituationKey, string> = {
  investigating: '{{ title }}: investigating',
  identified: '{{ title }}: cause identified',
  monitoring: '{{ title }}: recovering',
  resolved: '{{ title }}: resolved',
  withdrawn: '{{ title }}: withdrawn',
  long: '{{ title }}: still ongoing',
  limited: '{{ title }}: your account',
  security: '{{ title }}',
  postmortem: '{{ title }}: what we learned',
};

const bodies: Record<SituationKey, Bodies> = {
  investigating: {
    public:
      'You may notice {{ effect }} when using {{ components }}. This began on {{ started }}. Our engineers are working on it. Next update by {{ next_update }}.',
    executives:
      '**{{ severity }}** {{ key }}: {{ effect }} since {{ started }}. Customers affected: {{ customers }}. {{ commander }} is in command ({{ room }}). Decision needed: {{ decision }}. Next briefing by {{ next_update }}.',
    responders:
      '{{ key }} {{ severity }}, commander {{ commander }}.\n\n- Known: {{ known }}\n- Unknown: {{ unknown }}\n- Tasks: {{ tasks }}',
    support:
      'Thank you for letting us know. Several customers are seeing {{ effect }}, and our engineers are working on it. You can follow updates at {{ link }}.{% if workaround %} In the meantime, you can {{ workaround }}.{% endif %}',
  },
  identified: {
    public:
      'We have identified the cause of {{ effect }} in {{ components }} and are working on a fix. This affects {{ affected }}.{% if not_affected %} Not affected: {{ not_affected }}.{% endif %}{% if workaround %} In the meantime, you can {{ workaround }}.{% endif %} Next update by {{ next_update }}.',
    executives:
      '**{{ severity }}** {{ key }}: the cause is {{ cause }}. Customers affected: {{ customers }}. Risk: {{ risk }}. Decision needed: {{ decision }}. Next briefing by {{ next_update }}.',
    responders:
      '{{ key }}: the cause is {{ cause }}.\n\n- In progress: {{ tasks }}\n- Plan B: {{ plan_b }}\n- Unknown: {{ unknown }}',
    support:
      'We have identified the cause of {{ effect }} and are working on a fix.{% if not_affected %} Not affected: {{ not_affected }}.{% endif %}{% if workaround %} In the meantime, you can {{ workaround }}.{% endif %} Updates: {{ link }}',
  },
  monitoring: {
    public:
      'A fix is in place and we are seeing {{ components }} recover. We are monitoring the results before we close this incident. Next update by {{ next_update }}.',
    executives:
      '{{ key }}: recovering since {{ now }}. Remaining risk: {{ risk }}. Next briefing by {{ next_update }}.',
    responders: '{{ key }}: fix in place since {{ now }}.\n\n- Checks: {{ tasks }}\n- Plan B stays ready: {{ plan_b }}',
    support:
      'A fix is in place. Please ask the customer to try again, and let us know if it still does not work. Updates: {{ link }}',
  },
  resolved: {
    public:
      'This incident has been resolved. It affected {{ components }} from {{ started }} to {{ ended }}. {{ data_statement }} We apologise for the disruption.{% if lessons_by %} We will publish what we learned here by {{ lessons_by }}.{% endif %}',
    executives:
      '{{ key }} is resolved. Impact: {{ duration }}. Customers affected: {{ customers }}. Estimated cost: {{ cost }}. {{ data_statement }} Review: {{ review_date }}.',
    responders:
      '{{ key }} is resolved. Everyone can stand down, thank you. {{ owner }} owns the postmortem. Still to do: {{ tasks }}',
    support:
      'This was resolved on {{ ended }}. {{ data_statement }} If a customer still has the problem, please open a new case.',
  },
  withdrawn: {
    public:
      'We have investigated and found no problem with {{ components }}. We are withdrawing this notice and apologise for the confusion.',
    responders: '{{ key }} was not an incident. Cause of the alert: {{ cause }}.',
  },
  long: {
    public:
      'We are still working to resolve {{ effect }} in {{ components }}. This is taking longer than expected, so we will post updates less often. Next update by {{ next_update }}, or sooner if something changes.',
    executives:
      '{{ key }} is ongoing. Plan: {{ tasks }}. Plan B: {{ plan_b }}. Risk: {{ risk }}. Next briefing by {{ next_update }}.',
    responders: '{{ key }} is ongoing. Hand over and rest in shifts. Tasks: {{ tasks }}. Plan B: {{ plan_b }}.',
  },
  limited: {
    public:
      'You may have been seeing {{ effect }} in {{ components }} since {{ started }}. Only some accounts are affected, and yours is one of them. We are working on it and will write again by {{ next_update }}.{% if contact %} Questions: {{ contact }}{% endif %}',
    support:
      'Only some accounts are seeing {{ effect }}. Each of them has been contacted directly. Commander: {{ commander }}.',
  },
  security: {
    public:
      'We are investigating a security matter related to {{ components }}. We will contact everyone affected directly.{% if contact %} Questions: {{ contact }}{% endif %}',
    executives: '{{ key }}, need to know only. Details in {{ room }}. Decision needed: {{ decision }}.',
    responders: '{{ key }}: discuss this only in {{ room }}.',
    support: 'Please do not comment on this yet; refer questions to {{ contact }}.',
  },
  postmortem: {
    public:
      '**Summary.** {{ summary }}\n\n**What we are doing.** {{ actions }}\n\nWe apologise, and thank you for your patience.',
    executives: '{{ key }}: the postmortem is ready. Cost {{ cost }}. {{ summary }} Commitments: {{ actions }}',
    responders: '{{ key }}: the postmortem is ready, please read it: {{ room }}',
    support: 'We have published what happened and what we are changing: {{ link }}',
  },
};

/** The message templates of incidents a new installation starts with. */
export const defaultIncidentTemplates: readonly MessageTemplate[] = Object.entries(bodies).flatMap(
  ([situation, byAudience]) =>
    Object.entries(byAudience).map(([audience, body]) => ({
      id: `${situation}.${audience}`,
      about: 'incident' as const,
      situation: situation as SituationKey,
      audience: audience as Audience,
      title: audience === 'public' ? '{{ title }}' : titles[situation as SituationKey],
      body,
    })),
);
