import { singleLine } from '../../../domain/text.ts';

type Named = { key: string; team: { name: string } | null; pilot: { team: { name: string } } | null };

/** `Quarterly review 2026-Q4 of Payments`. */
export function reviewTitle({ key, team, pilot }: Named): string {
  const name = pilot ? `the pilot of ${pilot.team.name}` : team?.name;
  return `Quarterly review ${key}${name === undefined ? '' : ` of ${singleLine(name, 100)}`}`;
}
