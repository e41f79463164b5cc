import type { z } from 'zod';
import type { receivedRequest } from '../../../contract/detect/sources.ts';
import requestStyles from '../requests.module.css';

export type ReceivedRequest = z.output<typeof receivedRequest>;

/** A request as it arrived; JSON is set out in lines, everything else stays as it is. */
export function RawBody({ request }: { request: ReceivedRequest }) {
  const { body, bodyBytes, isBase64, isCut } = request;
  const query = Object.entries(request.query).map(([name, value]) => `${name}=${value}`);
  return (
    <>
      <p className="muted">
        {request.method} {request.path || '/'}
        {query.length > 0 && `?${query.join('&')}`}, {request.contentType || 'no content type'}, {bodyBytes} bytes
        {request.userAgent && `, from ${request.userAgent}`}
      </p>
      {isBase64 && <p className="muted">Not text; shown as base64.</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too */}
      <pre className={requestStyles.body} tabIndex={0}>
        {body === '' ? '(empty)' : setOut(body, isCut || isBase64)}
      </pre>
      {isCut && <p className="muted">Only the beginning is shown.</p>}
    </>
  );
}

function setOut(body: string, asItIs: boolean): string {
  if (asItIs) return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
