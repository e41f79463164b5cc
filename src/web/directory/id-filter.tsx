import type { CatalogName } from './catalogs.ts';
import { Picker } from './picker.tsx';

export type IdFilterProps = {
  /** What is chosen, such as "Service". */
  label: string;
  of: CatalogName;
  value: number | undefined;
  change: (id: number | undefined) => void;
  /** What stands there when nothing is chosen; "Any service" when left out. */
  any?: string;
};

/** Narrows to one thing that has an id, or to any. */
export function IdFilter({ label, of, value, change, any = `Any ${label.toLowerCase()}` }: IdFilterProps) {
  return (
    <Picker
      of={of}
      aria-label={label}
      placeholder={any}
      clearable
      clearButtonProps={{ 'aria-label': any }}
      value={value === undefined ? null : String(value)}
      onChange={(id) => change(id ? Number(id) : undefined)}
    />
  );
}
