import type { Audience, MaintenanceMoment, MessageTemplate } from './templates.ts';

type Bodies = Partial<Record<Audience, string>>;

const titles: Record<MaintenanceMoment, string> = {
  planned: 'Planned: {{ title }}',
  reminder: 'Reminder: {{ title }}',
  started: 'Started: {{ title }}',
  extended: 'Takes longer: {{ title }}',
  done: 'Done: {{ title }}',
  cancelled: 'Cancelled: {{ title }}',
};

const bodies: Record<MaintenanceMoment, Bodies> = {
  planned: {
    public:
      'From {{ started }} to {{ ended }} we work on {{ components }}. You may notice {{ effect }}. Questions: {{ contact }}',
    executives:
      'Maintenance of {{ components }} from {{ started }} to {{ ended }}. Risk: {{ risk }}. Owner: {{ owner }}.',
    responders:
      'Maintenance of {{ components }} from {{ started }} to {{ ended }}. Runbook: {{ runbook }}. Way back: {{ plan_b }}. Owner: {{ owner }}.',
    support:
      'Customers may ask about {{ components }} between {{ started }} and {{ ended }}: they may notice {{ effect }}. Details: {{ link }}',
  },
  reminder: {
    public: 'As announced, we work on {{ components }} from {{ started }} to {{ ended }}. You may notice {{ effect }}.',
    responders: 'Soon: maintenance of {{ components }} at {{ started }}. Runbook: {{ runbook }}. Owner: {{ owner }}.',
  },
  started: {
    public:
      'The announced work on {{ components }} has started and is planned to last until {{ ended }}. You may notice {{ effect }}.',
    responders: 'Maintenance of {{ components }} has started. Owner: {{ owner }}.',
  },
  extended: {
    public:
      'The work on {{ components }} takes longer than announced, now until {{ ended }}. We are sorry for the inconvenience.',
    executives: 'Maintenance of {{ components }} is extended to {{ ended }}. Risk: {{ risk }}. Plan B: {{ plan_b }}.',
    support: 'The work on {{ components }} now lasts until {{ ended }}. Details: {{ link }}',
  },
  done: {
    public: 'The work on {{ components }} is done and everything works normally. Thank you for your patience.',
    responders: 'Maintenance of {{ components }} is done. Please report anything odd to {{ owner }}.',
  },
  cancelled: {
    public:
      'The work on {{ components }} announced for {{ started }} will not take place. We will announce a new date in time.',
    support: 'The maintenance of {{ components }} is cancelled. Details: {{ link }}',
  },
};

/** The message templates of maintenance a new installation starts with. */
export const defaultMaintenanceTemplates: readonly MessageTemplate[] = Object.entries(bodies).flatMap(
  ([moment, byAudience]) =>
    Object.entries(byAudience).map(([audience, body]) => ({
      id: `maintenance-${moment}.${audience}`,
      about: 'maintenance' as const,
      situation: moment as MaintenanceMoment,
      audience: audience as Audience,
      title: titles[moment as MaintenanceMoment],
      body,
    })),
);
