/** Shown behind the question mark of each measure. */
export const measureDefinitions = {
  restore:
    'Time to restore: from the start of the impact until the incident was resolved, for incidents resolved in the period. The median comes first because a few long incidents skew the mean. Imported incidents, when included, count by the times they came with; where a tool has no start of the impact, by the declaration.',
  sprints:
    'Incidents declared in each sprint. More can mean better reporting: check the false alarms and who found them. Imported incidents, when included, count in the sprint of their declaration.',
  incidents:
    'Incidents declared. More can mean better reporting: check the false alarms and who found them. Imported incidents count when included.',
  postmortems:
    'Of the incidents resolved in the period that require a postmortem: the share completed, and of those past their deadline the share completed on time. An imported incident requires one only if its file says so.',
  recurrence:
    'Of the incidents declared in the period: the share confirmed by a person as recurrences of one resolved within the previous 30, 60 or 90 days. An imported incident is one only if its file, or a person here, says so; a real one may repeat an imported one.',
  detect:
    'Time to detect: from the start of the impact until the first signal. Imported incidents, when included, count only where they came with both times.',
  acknowledge:
    'Time to acknowledge: from the first page until a person acknowledged. Imported incidents, when included, count only where they came with both times.',
  mitigate:
    'Time to mitigate: from the start of the impact until customers were no longer affected. Imported incidents, when included, count only where they came with both times.',
  oncall:
    'Pages and incidents per on-call shift, for shifts that ended in the period, based on the schedules at the time: later edits do not change past shifts. A shift with more than two incidents for each twelve hours is heavy, because one incident takes about six hours with its follow-up. A night is interrupted by one page or more.',
  breakdown:
    'Each row by exactly the rules of the whole. Below ten incidents nothing can be told from a value; above, compare two rows by their 95% intervals: where they overlap, the difference may be chance.',
  limits:
    'Limits show how far a measure moves by itself. They come from a base period of at least eight points: of a count from the incidents per day (u-chart), of a share from all its cases (p-chart), of a median from the durations of the base, by how many of a point are longer than its median. They are wider for a short base and for incidents that come in bursts: of a hundred charts of twelve points in which nothing changes, at most five claim something. A signal is a point outside the limits, or eight in a row on one side of the base level that together are further off than chance explains. A median or a share of fewer than ten incidents is not judged alone. Between the limits there is nothing to explain.',
  percentile: 'Median and 90th percentile by linear interpolation between the nearest ranks.',
  excluded: 'Drills, tests, duplicates and false alarms never count. Imported incidents count only when included.',
} as const;
