/** For a select of severities. */
export const severityChoices = [
  { value: '1', label: 'SEV1, critical' },
  { value: '2', label: 'SEV2, major' },
  { value: '3', label: 'SEV3, moderate' },
  { value: '4', label: 'SEV4, minor' },
  { value: '5', label: 'SEV5, cosmetic' },
];

export const kindWords = { real: 'Real', drill: 'Drill', test: 'Test', imported: 'Imported' } as const;
