/** The id of the page that speaks for page `alias`: itself, or the one that it was merged into. */
export const leadOf = (alias: string) =>
  `coalesce(case when ${alias}.state = 'resolved' then ${alias}.merged_into end, ${alias}.id)`;
