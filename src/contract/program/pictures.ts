/** Pictures that the text of a course or a scenario shows, as `![what it shows](/api/v1/program-pictures/12)`. */
import { z } from 'zod';
import { endpoint, id, idParams } from '../endpoint.ts';

/** Of the decoded picture. */
export const maxPictureBytes = 512 * 1024;

/** Of a picture within this installation; the only ones that texts show. */
export const picturePath = (id: number) => `/api/v1/program-pictures/${id}`;

const picture = z
  .object({ id, path: z.string().describe('To be written in the text: /api/v1/program-pictures/12') })
  .meta({ id: 'ProgramPicture' });

export const addPicture = endpoint({
  name: 'addPicture',
  method: 'POST',
  path: '/api/v1/program-pictures',
  permission: 'program.manage',
  summary:
    'Add a picture (PNG, JPEG, WebP or GIF, at most 512 KB) for courses and scenarios; the same one again is the same',
  tag: 'program',
  body: z.strictObject({
    content: z
      .base64()
      .min(4)
      .max(Math.ceil(maxPictureBytes / 3) * 4)
      .describe('In base64'),
  }),
  output: picture,
  status: 201,
});

export const showPicture = endpoint({
  name: 'showPicture',
  method: 'GET',
  path: '/api/v1/program-pictures/:id',
  permission: 'program.read',
  summary: 'Show a picture of a course or a scenario',
  tag: 'program',
  params: idParams,
  output: z.custom<Uint8Array>(),
  contentType: 'image/*',
});
