import { type Context, requirePerson } from '../../../platform/context.ts';
import type { CertificateCheck } from '../../certificates.ts';
import { putOnCall } from '../certified.ts';
import { acceptCover, getCoverRequest } from './covers.ts';

/** As `acceptCover`. @throws Problem `certificate_required` */
export async function acceptCertified(ctx: Context, check: CertificateCheck, id: number, waiverReason?: string) {
  const personId = requirePerson(ctx);
  const { scheduleId, state } = await getCoverRequest(ctx, id);
  // Of what is not open any more, the action says what became of it.
  if (state !== 'open') return acceptCover(ctx, id);
  return putOnCall(ctx, check, scheduleId, [personId], waiverReason, (within) => acceptCover(within, id));
}
