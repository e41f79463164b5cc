import { randomInt } from 'node:crypto';

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A name for public addresses: not counted, so it tells nothing; without letters that are mistaken for others. */
export function newPublicId(): string {
  return Array.from({ length: 12 }, () => letters[randomInt(letters.length)]).join('');
}
