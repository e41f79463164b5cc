import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../../contract/errors.ts';
import * as contract from '../../../contract/program/outside/sponsor-letters.ts';
import { takeAttempt } from '../../platform/auth/attempts.ts';
import { networkOf } from '../../platform/auth/network.ts';
import type { Database } from '../../platform/db/database.ts';
import { barePageHeaders } from '../../platform/http/bare-page.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import type { SignedLinks } from '../../platform/signed-links.ts';
import { getPilot } from '../pilots/actions.ts';
import * as actions from './actions.ts';
import * as pages from './pages.ts';
import { type LetterRow, loadAsked, loadLetter, loadSettings } from './store.ts';

export type LetterRouteOptions = { db: Database; links: SignedLinks; hasMail: boolean; wakeMails: () => void };

/** What the links in mails to sponsors are signed for. */
export const linkPurposes = { letter: 'sponsor letter', address: 'sponsor address', stop: 'sponsor stop' };

export function letterHandlers({ db, links, hasMail, wakeMails }: LetterRouteOptions): Handler[] {
  const thenSend = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    wakeMails();
    return result;
  };
  /** Null for a link that was not made here, has expired or was withdrawn. */
  const findLetter = async (token: string): Promise<LetterRow | null> => {
    const [id] = links.read(linkPurposes.letter, token, 1) ?? [];
    const letter = id === undefined ? null : await loadLetter(db, id);
    return letter && !letter.isExpired && !letter.withdrawnAt ? letter : null;
  };
  /** Pages are read by people: a link that does not work is a page, too, and guessing soon ends. */
  const page = async (request: FastifyRequest, reply: FastifyReply, make: () => Promise<string | null>) => {
    if (!(await mayAsk(db, request))) return show(reply, 429, pages.tooManyPage());
    const html = await make();
    return html === null ? show(reply, 404, pages.deadLinkPage()) : show(reply, 200, html);
  };

  return [
    implement(contract.readSponsorLetters, (ctx, { params }) => actions.readSponsorLetters(ctx, params.id, hasMail)),
    implement(contract.replaceSponsorLetterSettings, (ctx, { params, body, ifMatch }) =>
      thenSend(actions.replaceSettings(ctx, params.id, body, hasMail, ifMatch)),
    ),
    implement(contract.askSponsorAgain, (ctx, { params }) => thenSend(actions.askAgain(ctx, params.id, hasMail))),
    implement(contract.sendSponsorLetter, (ctx, { params }) => thenSend(actions.sendNow(ctx, params.id, hasMail))),
    implement(contract.withdrawSponsorLetter, (ctx, { params }) =>
      actions.withdraw(ctx, params.id, params.letterId, hasMail),
    ),

    implement(contract.showSponsorLetter, (_ctx, { params, request, reply }) =>
      page(request, reply, async () => {
        const letter = await findLetter(params.token);
        return letter && pages.letterPage(letter, `/sponsor/${params.token}`);
      }),
    ),
    implement(contract.decideSponsorLetter, async (_ctx, { params, body, request, reply }) => {
      if (!(await mayAsk(db, request))) return show(reply, 429, pages.tooManyPage());
      const letter = await findLetter(params.token);
      if (!letter) return show(reply, 404, pages.deadLinkPage());
      const base = `/sponsor/${params.token}`;
      const words = body.words.trim().slice(0, 2_000).replaceAll('\u0000', '');
      const isOption = /^\d$/.test(body.option) && letter.options[Number(body.option)] !== undefined;
      if (!isOption) return show(reply, 400, pages.letterPage(letter, base, 'Choose one of the options.'));
      await actions.decide(db, letter.id, Number(body.option), words);
      // After a press the browser stands on a page that may be read again without pressing again.
      return show(reply.header('location', base), 303, '');
    }),
    implement(contract.showSponsorAddress, (_ctx, { params, request, reply }) =>
      page(request, reply, async () => {
        const [pilotId, generation] = links.read(linkPurposes.address, params.token, 2) ?? [];
        const found = pilotId === undefined ? null : await loadAsked(db, pilotId, generation!);
        if (!found) return null;
        const isConfirmed = found.confirmedAt !== null;
        return pages.addressPage(await teamOf(pilotId!), `/sponsor/addresses/${params.token}`, isConfirmed);
      }),
    ),
    implement(contract.confirmSponsorAddress, (_ctx, { params, request, reply }) =>
      page(request, reply, async () => {
        const [pilotId, generation] = links.read(linkPurposes.address, params.token, 2) ?? [];
        if (pilotId === undefined || !(await actions.confirmAddress(db, pilotId, generation!))) return null;
        return pages.addressPage(await teamOf(pilotId), '', true);
      }),
    ),
    implement(contract.showSponsorStop, (_ctx, { params, request, reply }) =>
      page(request, reply, async () => {
        const [pilotId, generation] = links.read(linkPurposes.stop, params.token, 2) ?? [];
        const settings = pilotId === undefined ? null : await loadSettings(db, pilotId);
        if (!settings) return null;
        const isStopped = settings.generation !== generation || settings.stoppedAt !== null;
        return pages.stopPage(`/sponsor/stops/${params.token}`, isStopped);
      }),
    ),
    implement(contract.stopSponsorLetters, (_ctx, { params, request, reply }) =>
      page(request, reply, async () => {
        const [pilotId, generation] = links.read(linkPurposes.stop, params.token, 2) ?? [];
        if (pilotId === undefined) return null;
        await actions.stopLetters(db, pilotId, generation!);
        return pages.stopPage('', true);
      }),
    ),
  ];

  async function teamOf(pilotId: number): Promise<string> {
    return (await getPilot({ db, actor: { kind: 'anonymous' } }, pilotId)).team.name;
  }
}

async function mayAsk(db: Database, request: FastifyRequest): Promise<boolean> {
  try {
    await takeAttempt(db, [{ purpose: 'sponsor link', of: networkOf(request.ip, true), most: 60, windowSeconds: 600 }]);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'too_many_requests') return false;
    throw error;
  }
}

function show(reply: FastifyReply, status: number, html: string): string {
  reply.headers(barePageHeaders).status(status).header('content-type', 'text/html; charset=utf-8').send(html);
  return '';
}
