import type { Audience, MessageTemplate, SituationKey } from './templates.ts';

type Bodies = Partial<Record<Audience, string>>;

/** For colleagues. The public title is the plain one: one incident keeps one name, and its status stands beside it. */
const titles: Record<SituationKey, string> = {
  investigating: '{{ title }}: being looked into',
  identified: '{{ title }}: cause found',
  monitoring: '{{ title }}: recovering',
  resolved: '{{ title }}: resolved',
  withdrawn: '{{ title }}: withdrawn',
  long: '{{ title }}: still being worked on',
  limited: '{{ title }}: your account',
  security: '{{ title }}',
  postmortem: '{{ title }}: what we learned',
};

const bodies: Record<SituationKey, Bodies> = {
  investigating: {
    public:
      'You may notice {{ effect }} when using {{ components }}; it began at {{ started }}. Our engineers are on it. Expect the next news here by {{ next_update }}.',
    executives:
      '**{{ severity }}** {{ key }}: {{ effect }} since {{ started }}. Customers affected: {{ customers }}. {{ commander }} is in command ({{ room }}). Decision needed: {{ decision }}. Next brief by {{ next_update }}.',
    responders:
      '{{ key }} {{ severity }}, commander {{ commander }}.\n\n- Known: {{ known }}\n- Unknown: {{ unknown }}\n- Tasks: {{ tasks }}',
    support:
      'Thank you for telling us. Several customers see {{ effect }}, and our engineers are on it. News appears at {{ link }}.{% if workaround %} Meanwhile you can {{ workaround }}.{% endif %}',
  },
  identified: {
    public:
      'The reason for {{ effect }} in {{ components }} is known and we are repairing it. This concerns {{ affected }}.{% if not_affected %} These are fine: {{ not_affected }}.{% endif %}{% if workaround %} Until then you can {{ workaround }}.{% endif %} Expect the next news here by {{ next_update }}.',
    executives:
      '**{{ severity }}** {{ key }}: the cause is {{ cause }}. Customers affected: {{ customers }}. Risk: {{ risk }}. Decision needed: {{ decision }}. Next brief by {{ next_update }}.',
    responders:
      '{{ key }}: we act on {{ cause }}.\n\n- Under way: {{ tasks }}\n- Plan B: {{ plan_b }}\n- Unknown: {{ unknown }}',
    support:
      'We have found what causes {{ effect }} and are working on it.{% if not_affected %} These still work: {{ not_affected }}.{% endif %}{% if workaround %} Meanwhile you can {{ workaround }}.{% endif %} News: {{ link }}',
  },
  monitoring: {
    public:
      'The repair is done and we see {{ components }} recover. Before we close this we make sure that it lasts. Expect the next news here by {{ next_update }}.',
    executives: '{{ key }}: recovering since {{ now }}. Remaining risk: {{ risk }}. Next brief by {{ next_update }}.',
    responders: '{{ key }}: fix in place at {{ now }}.\n\n- Checks: {{ tasks }}\n- Plan B stays ready: {{ plan_b }}',
    support:
      'A fix is in place. Please ask the customer to try again, and tell us when it still does not work. News: {{ link }}',
  },
  resolved: {
    public:
      'This is over: {{ components }} work as they should. It lasted from {{ started }} to {{ ended }}. {{ data_statement }} We are sorry for the trouble.{% if lessons_by %} What we learned from it will be published here by {{ lessons_by }}.{% endif %}',
    executives:
      '{{ key }} is resolved. Impact: {{ duration }}, {{ customers }} customers, estimated cost {{ cost }}. {{ data_statement }} Review: {{ review_date }}.',
    responders:
      '{{ key }} is resolved; everybody may leave, thank you. {{ owner }} owns the postmortem. Left to do: {{ tasks }}',
    support:
      'This is resolved since {{ ended }}. {{ data_statement }} If a customer still sees it, please open a new case.',
  },
  withdrawn: {
    public:
      'After a closer look {{ components }} were working normally. We withdraw this notice and are sorry for the alarm.',
    responders: '{{ key }} was no incident: {{ cause }}. We still look at why it rang.',
  },
  long: {
    public:
      'We are still working on {{ effect }} in {{ components }}. The work takes longer, so we now write less often: the next update comes by {{ next_update }}, or earlier when something changes.',
    executives:
      '{{ key }} goes on. Plan: {{ tasks }}. Plan B: {{ plan_b }}. Risk: {{ risk }}. Next brief by {{ next_update }}.',
    responders: '{{ key }} goes on. Hand over and rest in turns. Tasks: {{ tasks }}. Plan B: {{ plan_b }}.',
  },
  limited: {
    public:
      'You may see {{ effect }} in {{ components }} since {{ started }}. Only some accounts are affected, yours is one of them. We are working on it and write again by {{ next_update }}. Questions: {{ contact }}',
    support: 'Only some accounts see {{ effect }}. Each of them was told directly. Commander: {{ commander }}.',
  },
  security: {
    public:
      'We are looking into a matter concerning the security of {{ components }}. We will inform everybody concerned directly. Questions: {{ contact }}',
    executives: '{{ key }}, need to know only. Brief in {{ room }}. Decision needed: {{ decision }}.',
    responders: '{{ key }}: speak of it only in {{ room }}.',
    support: 'Please do not comment on this yet; pass questions on to {{ contact }}.',
  },
  postmortem: {
    public:
      '**Summary.** {{ summary }}\n\n**What we are doing.** {{ actions }}\n\nWe are sorry, and thank you for your patience.',
    executives: '{{ key }}: the postmortem is ready. Cost {{ cost }}. {{ summary }} Commitments: {{ actions }}',
    responders: '{{ key }}: the postmortem is ready, please read it: {{ room }}',
    support: 'What happened and what we change is published: {{ link }}',
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
