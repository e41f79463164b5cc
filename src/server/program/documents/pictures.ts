/** Pictures of courses and scenarios: kept as they came, served so that nothing in them can run. */
import { createHash } from 'node:crypto';
import { problem } from '../../../contract/errors.ts';
import * as contract from '../../../contract/program/pictures.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as store from './pictures-store.ts';

/** More than anybody shows; half a gigabyte at the very most. */
const mostPictures = 1_000;

/** What a file is by its first bytes, whatever it is called; no SVG, which can carry scripts. */
function mediaTypeOf(bytes: Buffer): string | null {
  const begins = (text: string, at = 0) => bytes.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'));
  if (begins('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (begins('\xff\xd8\xff')) return 'image/jpeg';
  if (begins('RIFF') && begins('WEBP', 8)) return 'image/webp';
  return begins('GIF87a') || begins('GIF89a') ? 'image/gif' : null;
}

/** @throws Problem `invalid_input` where it is no picture or too large, `state_conflict` where there are too many */
async function addPicture(ctx: Context, content: string) {
  const bytes = Buffer.from(content, 'base64');
  const mediaType = mediaTypeOf(bytes);
  const wrong = (message: string) => problem('invalid_input', undefined, [{ path: 'body.content', message }]);
  if (mediaType === null) throw wrong('This is not a PNG, JPEG, WebP or GIF file.');
  if (bytes.length > contract.maxPictureBytes) throw wrong('The largest picture has 512 KB.');
  const hash = createHash('sha256').update(bytes).digest();
  const { id } = await transaction(ctx.db, async (tx) => {
    const known = await store.findPicture(tx, hash);
    if (known) return known;
    if ((await store.countPictures(tx)) >= mostPictures) {
      throw problem('state_conflict', `There are already ${mostPictures} pictures.`);
    }
    const added = await store.insertPicture(tx, { mediaType, hash, bytes, by: actorReference(ctx.actor) });
    // Somebody added the same one meanwhile.
    if (!added) return (await store.findPicture(tx, hash))!;
    await recordEvent(tx, ctx.actor, 'programPicture.added', added.id, { mediaType, bytes: bytes.length });
    return added;
  });
  return { id, path: contract.picturePath(id) };
}

export const pictureHandlers: Handler[] = [
  implement(contract.addPicture, (ctx, { body }) => addPicture(ctx, body.content)),
  implement(contract.showPicture, async ({ db }, { params, reply }) => {
    const picture = await store.loadPicture(db, params.id);
    if (!picture) throw problem('not_found', `There is no picture ${params.id}.`);
    reply.headers({
      'content-type': picture.mediaType,
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    void reply.send(picture.bytes);
    return picture.bytes;
  }),
];
