/** The way out where the organisation asks for a certificate that somebody does not hold. */
import { z } from 'zod';
import { line } from '../endpoint.ts';

export const waiverQuery = z.strictObject({
  waiverReason: line(500)
    .optional()
    .describe(
      'Go on although a certificate is missing (`certificate_required`), for this reason. It is recorded, and administrators are told',
    ),
});

/** Why somebody may go on without a certificate. */
export const waiverGrounds = ['reason', 'nobody-available', 'not-checked'] as const;
export type WaiverGround = (typeof waiverGrounds)[number];
