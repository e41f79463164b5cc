import type { ConfigurationChange } from '../../contract/platform/configuration.ts';

/** Adds to the changes who comes and who goes on call by them, wherever in the document the cause stands. */
export function changesOfOnCall(
  changes: ConfigurationChange[],
  before: ReadonlyMap<string, string | null>,
  after: ReadonlyMap<string, string | null>,
): ConfigurationChange[] {
  const all = changes.map((change) => ({ ...change }));
  for (const [key, person] of after) {
    if ((before.get(key) ?? null) === person) continue;
    const field = { field: 'on call now', before: before.get(key) ?? null, after: person };
    const change = all.find((one) => one.kind === 'schedule' && one.key === key);
    if (!change) all.push({ kind: 'schedule', key, change: 'update', fields: [field] });
    else
      Object.assign(change, {
        fields: [...change.fields, field],
        change: change.change === 'none' ? 'update' : change.change,
      });
  }
  return all;
}
