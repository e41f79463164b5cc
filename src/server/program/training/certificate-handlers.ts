/** Certificates as anybody may see them who has the code. */
import type { FastifyReply } from 'fastify';
import { Problem, problem } from '../../../contract/errors.ts';
import * as contract from '../../../contract/program/training.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { barePageHeaders } from '../../platform/http/bare-page.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { requireCertificate } from './actions.ts';
import { certificatePage, unknownCertificatePage } from './certificate-page.ts';
import { type Signer, statementOf } from './signature.ts';

export type CertificateOptions = { signer: Signer | null; publicUrl: () => string };

export function certificateHandlers({ signer, publicUrl }: CertificateOptions): Handler[] {
  const load = async (db: Queryable, code: string) => {
    const certificate = await requireCertificate(db, code);
    const statement = statementOf(certificate, publicUrl());
    return { certificate, statement, signature: signer?.sign(statement) ?? null };
  };
  return [
    implement(contract.verifyCertificate, async ({ db }, { params }) => {
      const { certificate, statement, signature } = await load(db, params.code);
      const { code: _, ...facts } = certificate;
      return { ...facts, statement, signature };
    }),
    implement(contract.showCertificate, async ({ db }, { params, reply }) => {
      const loaded = await load(db, params.code).catch(unknown);
      if (!loaded) return send(reply.status(404), unknownCertificatePage());
      return send(reply, certificatePage(loaded.certificate, { ...loaded, address: publicUrl() }));
    }),
    implement(contract.showCertificateStatement, async ({ db }, { params }) => (await load(db, params.code)).statement),
    implement(contract.showCertificateKey, async () => {
      if (!signer) throw problem('not_found', 'The signing key of this installation cannot be opened at the moment.');
      return signer.publicKey;
    }),
  ];
}

function unknown(error: unknown): null {
  if (error instanceof Problem && error.code === 'not_found') return null;
  throw error;
}

function send(reply: FastifyReply, page: string): string {
  reply.headers(barePageHeaders).header('content-type', 'text/html; charset=utf-8').send(page);
  return '';
}
