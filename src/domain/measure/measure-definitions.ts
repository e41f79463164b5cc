/** Shown behind the question mark of each measure. */
export const measureDefinitions = {
  restore:
    'Time to restore: from the start of the impact until the incident was resolved, for incidents resolved in the period. Median first, because a few long ones pull the mean.',
  sprints:
    'Incidents declared in each sprint. More can mean better reporting: look at the false alarms and at who found them.',
  postmortems:
    'Of the incidents resolved in the period that require a postmortem: the share completed, and of those past their deadline the share completed in time.',
  recurrence:
    'Of the incidents declared in the period: the share a person confirmed as the return of one resolved at most 30, 60 or 90 days before.',
  detect: 'Time to detect: from the start of the impact until the first signal.',
  acknowledge: 'Time to acknowledge: from the first page until a person acknowledged.',
  mitigate: 'Time to mitigate: from the start of the impact until customers no longer felt it.',
  oncall:
    'Pages per on-call shift, for shifts that ended in the period, as the schedules stood then: later edits change no past shift.',
  percentile: 'Median and 90th percentile by linear interpolation between the nearest ranks.',
  excluded: 'Drills, tests, duplicates and false alarms never count. Imported incidents count only when asked for.',
} as const;
