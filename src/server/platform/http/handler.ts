import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Endpoint, InputOf, ReplyOf } from '../../../contract/endpoint.ts';
import type { Context } from '../context.ts';

export type HandlerInput<E extends Endpoint> = InputOf<E> & {
  /** The version the caller says it has seen (If-Match), or undefined. */
  ifMatch: number | undefined;
  request: FastifyRequest;
  reply: FastifyReply;
};

/** One endpoint with what handles it. */
export type Handler = {
  endpoint: Endpoint;
  handle: (ctx: Context, input: HandlerInput<Endpoint>) => Promise<unknown>;
};

/** Ties a contract endpoint to its action; the types of input and answer come from the contract. */
export function implement<E extends Endpoint>(
  endpoint: E,
  handle: (ctx: Context, input: HandlerInput<E>) => Promise<ReplyOf<E>>,
): Handler {
  return { endpoint, handle: handle as unknown as Handler['handle'] };
}
