import type { MaintenanceMoment, MessageTemplate } from './templates.ts';

const words: Record<MaintenanceMoment, { title: string; body: string }> = {
  planned: {
    title: 'Scheduled maintenance: {{ title }}',
    body: 'We will carry out maintenance on {{ components }} from {{ started }} to {{ ended }}.{% if effect %}\n\n{{ effect }}{% endif %}{% if contact %}\n\nQuestions: {{ contact }}{% endif %}',
  },
  changed: {
    title: 'Maintenance rescheduled: {{ title }}',
    body: 'The maintenance on {{ components }} has been rescheduled: it is now planned from {{ started }} to {{ ended }}.{% if effect %}\n\n{{ effect }}{% endif %}',
  },
  completed: {
    title: 'Maintenance completed: {{ title }}',
    body: 'The maintenance on {{ components }} is complete. Thank you for your patience.',
  },
  canceled: {
    title: 'Maintenance cancelled: {{ title }}',
    body: 'The maintenance on {{ components }} announced for {{ started }} will not take place.',
  },
};

/** What subscribers are sent about maintenance, as a new installation says it. */
export const defaultMaintenanceTemplates: readonly MessageTemplate[] = Object.entries(words).map(([moment, text]) => ({
  id: `maintenance-${moment}.public`,
  about: 'maintenance' as const,
  situation: moment as MaintenanceMoment,
  audience: 'public' as const,
  ...text,
}));
