import { existsSync } from 'node:fs';

/** The path of a program that tests need: named by the variable, or in a usual place. Null, said loudly, when missing. */
export function findProgram(name: string, variable: string, places: string[]): string | null {
  const found = [process.env[variable], ...places].find((place) => place && existsSync(place));
  if (found) return found;
  console.warn(`SKIPPING every test that needs ${name}: it is not there, and ${variable} does not name it.`);
  return null;
}
