import type { Protocol } from '../../../contract/respond/protocols.ts';
import { protocolPhases } from '../../../domain/respond/incidents/protocol.ts';

/** `size-up` → `Size up`. */
export function phaseWords(phase: string): string {
  const words = phase.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const phaseChoices = protocolPhases.map((value) => ({ value, label: phaseWords(value) }));

/** What a select offers: those in use, and the one that is chosen although it is archived. */
export function protocolChoices(protocols: readonly Protocol[], chosen: string | null) {
  return protocols
    .filter(({ isArchived, key }) => !isArchived || key === chosen)
    .map(({ key, name }) => ({ value: key, label: name }));
}
