import { idOf } from '../../directory/choices.ts';
import { Picker } from '../../directory/picker.tsx';
import { useGo } from '../../ui/text/links.tsx';

/** Chooses what is looked at: the whole organisation, or one team. It is kept in the address. */
export function ScopePicker({ team, to }: { team: number | undefined; to: (team: number | undefined) => string }) {
  const go = useGo();
  return (
    <Picker
      of="teams"
      aria-label="Team"
      placeholder="Whole organisation"
      clearable
      value={team === undefined ? null : String(team)}
      onChange={(value) => go(to(idOf(value) ?? undefined))}
    />
  );
}
