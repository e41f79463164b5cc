import type { FastifyReply } from 'fastify';
import { Problem } from '../../../../contract/errors.ts';
import * as contract from '../../../../contract/respond/schedules/cover-links.ts';
import { escapeHtml, singleLine } from '../../../../domain/text.ts';
import { momentFor } from '../../../../domain/time/moment-for.ts';
import type { Context } from '../../../platform/context.ts';
import type { Database } from '../../../platform/db/database.ts';
import { barePage, barePageHeaders, buttonForm } from '../../../platform/http/bare-page.ts';
import { type Handler, implement } from '../../../platform/http/handler.ts';
import type { CertificateCheck } from '../../certificates.ts';
import { acceptCertified } from './accept-certified.ts';
import type { CoverLinks } from './cover-link.ts';
import * as covers from './covers.ts';
import { type Coverer, type CoverRow, loadCoverer, loadRequest } from './covers-store.ts';

type Asked = { request: CoverRow; person: Coverer };

/** What the holder of a cover mail's link may see and do: accept and decline, of that request only. */
export function coverLinkHandlers({
  db,
  links,
  check,
}: {
  db: Database;
  links: CoverLinks;
  check: CertificateCheck;
}): Handler[] {
  const show = async (token: string, reply: FastifyReply): Promise<string> => {
    const asked = await findAsked(db, links, token);
    if (!asked) reply.status(404);
    return send(reply.headers(barePageHeaders), asked ? pageOf(asked, `/c/${token}`) : deadPage());
  };
  const press = async (token: string, reply: FastifyReply, act: (ctx: Context, id: number) => Promise<unknown>) => {
    const asked = await findAsked(db, links, token);
    if (asked) {
      const { request, person } = asked;
      const actor = { kind: 'link', personId: person.id, name: person.name, coverRequestId: request.id } as const;
      try {
        await act({ db, actor }, request.id);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (error.code === 'certificate_required') {
          reply.status(409);
          return send(reply.headers(barePageHeaders), pageOf(asked, `/c/${token}`, error.message, true));
        }
        if (error.code !== 'state_conflict') throw error;
        // Somebody was faster, or the shift is no longer what it was.
        reply.status(409);
        const after = (await loadRequest(db, request.id)) ?? request;
        return send(reply.headers(barePageHeaders), pageOf({ person, request: after }, `/c/${token}`, error.message));
      }
    }
    // After a press the browser stands on a page that may be read again without pressing again.
    return send(reply.headers(barePageHeaders).status(303).header('location', `/c/${token}`), '');
  };
  return [
    implement(contract.showCoverLink, (_ctx, { params, reply }) => show(params.token, reply)),
    implement(contract.acceptCoverByLink, (_ctx, { params, body, reply }) =>
      press(params.token, reply, (ctx, id) => acceptCertified(ctx, check, id, body?.waiverReason)),
    ),
    implement(contract.declineCoverByLink, (_ctx, { params, reply }) =>
      press(params.token, reply, covers.declineCover),
    ),
  ];
}

/** Null for a link that was not made here, and for somebody who cannot take shifts any more. */
async function findAsked(db: Database, links: CoverLinks, token: string): Promise<Asked | null> {
  const read = links.read(token);
  if (!read) return null;
  const [request, person] = [await loadRequest(db, read.requestId), await loadCoverer(db, read.personId)];
  if (!request || !person || !request.asked.some(({ personId }) => personId === person.id)) return null;
  return { request, person };
}

/** `asksReason`: whoever takes the shift all the same says why. */
function pageOf({ request, person }: Asked, base: string, refusal?: string, asksReason = false): string {
  const said = (text: string, most: number) => escapeHtml(singleLine(text, most));
  const [asker, schedule] = [said(request.personName, 80), said(request.scheduleName, 80)];
  const { lead, buttons } = asksReason ? { lead: '', buttons: takeAnyway(base) } : stateOf(request, person, base);
  return barePage(
    `Cover ${asker} on ${schedule}`,
    `<h1>Can you cover ${asker}’s shift on ${schedule}?</h1>
<p>${momentFor(person, request.startsAt)} to ${momentFor(person, request.endsAt)}</p>
${request.reason ? `<p class="message">${escapeHtml(request.reason)}</p>` : ''}
<p class="quiet">For ${said(person.name, 80)}.</p>
<p role="status">${refusal === undefined ? '' : `<strong>${escapeHtml(refusal)}</strong> `}${lead}</p>
<div class="actions">${buttons}<a class="button" href="/oncall?cover=${request.id}">Open on-call</a></div>`,
  );
}

function stateOf(request: CoverRow, person: Coverer, base: string): { lead: string; buttons: string } {
  const taker = escapeHtml(singleLine(request.acceptedByName ?? 'Somebody', 80));
  const only = (lead: string) => ({ lead, buttons: '' });
  if (request.state === 'withdrawn') return only('This request was withdrawn. You don’t need to do anything.');
  if (request.state === 'expired') return only('This shift is over.');
  if (request.state === 'accepted')
    return only(
      request.acceptedBy === person.id
        ? '<strong>You have this shift.</strong> You are on call for it.'
        : `${taker} has taken this shift. You don’t need to do anything.`,
    );
  const hasDeclined = request.asked.some(({ personId, declined }) => personId === person.id && declined);
  const accept = buttonForm(`${base}/acceptance`, '<button class="main">Accept: take the shift</button>');
  const decline = buttonForm(`${base}/refusal`, '<button>Decline</button>');
  return hasDeclined
    ? { lead: 'You declined. You can still accept while nobody else has.', buttons: accept }
    : { lead: 'The first to accept takes the shift.', buttons: accept + decline };
}

function takeAnyway(base: string): string {
  return buttonForm(
    `${base}/acceptance`,
    `<p><label>Reason<br><input name="waiverReason" required maxlength="500"></label></p>
<button class="main">Take the shift anyway</button>`,
  );
}

function deadPage(): string {
  return barePage(
    'Evenkeel',
    `<h1>This link does not work</h1><p>It was not copied whole, or the request is gone. Sign in to see what you were asked.</p>
<div class="actions"><a class="button" href="/oncall">Open on-call</a></div>`,
  );
}

function send(reply: FastifyReply, body: string): string {
  reply.header('content-type', 'text/html; charset=utf-8').send(body);
  return '';
}
