/** What departments that build and run the product call themselves. */
const ownDepartments = /engineering|development|platform|operations|\bIT\b/i;

/** Of those who take part, the departments that do not build and run the product, each once. */
export function otherDepartments(attendees: readonly { department: string }[]): string[] {
  const departments = attendees.map(({ department }) => department);
  return [...new Set(departments.filter((name) => name !== '' && !ownDepartments.test(name)))];
}
