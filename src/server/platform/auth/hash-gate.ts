import { createGate } from '../gate.ts';

/** The one gate of this process for whatever hashes a password; the hashes are slow on purpose. */
export const passHashGate = createGate(2, 100, 'Too many people are signing in at once; try again in a moment.');
