/** What people call an incident: INC-42. */
export function incidentKey(id: number): string {
  return `INC-${id}`;
}
