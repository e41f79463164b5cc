/** Where the forms show what the API refuses about a sponsor. */
export const sponsorErrorsAt = {
  sponsor: 'name',
  'sponsor.title': 'title',
  'sponsor.isVicePresidentOrAbove': 'isVicePresidentOrAbove',
};
