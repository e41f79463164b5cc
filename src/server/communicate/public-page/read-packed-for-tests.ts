import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** Reads an address as it comes over the wire, packed; `fetch` would unpack it by itself. */
export function readPacked(url: string): Promise<{ packed: Buffer; body: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const packed = Buffer.concat(chunks);
        resolve({ packed, body: gunzipSync(packed).toString() });
      });
    }).on('error', reject);
  });
}
