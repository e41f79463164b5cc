import { InvalidArgumentError } from 'commander';

export function positive(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('Use a whole number from 1.');
  return Number(text);
}

export function wholeNumber(text: string): number {
  return text === '0' ? 0 : positive(text);
}

export function withinChoices<const Choice extends string>(choices: readonly Choice[]) {
  return (text: string): Choice => {
    const found = choices.find((choice) => choice === text);
    if (!found) throw new InvalidArgumentError(`Use one of ${choices.join(', ')}.`);
    return found;
  };
}

export function minutesFromNow(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}
