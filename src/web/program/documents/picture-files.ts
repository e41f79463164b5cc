/** Pictures on their way between files and this installation: a file that leaves carries its pictures within its text. */
import { addPicture } from '../../../contract/program/pictures.ts';
import { belowBase } from '../../base.ts';
import { api } from '../../data/api.ts';

/** Adds a picture. @returns what shows it in a text */
export async function pictureText(file: File): Promise<string> {
  const { path } = await add(await dataUrlOf(file));
  return `![${file.name.replace(/\.\w+$/, '').replace(/[\][\\]/g, '')}](${path})`;
}

/** The text of a file that somebody brings: the pictures within it become pictures of this installation. */
export const takePictures = (text: string): Promise<string> =>
  replaceEach(text, /(?<=\]\()data:image\/[a-z]+;base64,[A-Za-z0-9+/=]+(?=\))/g, async (url) => (await add(url)).path);

/** The text of a file that leaves: it shows its pictures wherever it is read. */
export const embedPictures = (text: string): Promise<string> =>
  replaceEach(text, /(?<=\]\()\/api\/v1\/program-pictures\/\d+(?=\))/g, async (path) => {
    const response = await fetch(belowBase(path));
    return response.ok ? dataUrlOf(await response.blob()) : path;
  });

const add = (dataUrl: string) => api.call(addPicture, { body: { content: dataUrl.slice(dataUrl.indexOf(',') + 1) } });

function dataUrlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** One after the other: each may be half a megabyte. */
async function replaceEach(text: string, found: RegExp, by: (match: string) => Promise<string>): Promise<string> {
  let rest = text;
  for (const match of new Set(text.match(found))) rest = rest.replaceAll(match, await by(match));
  return rest;
}
