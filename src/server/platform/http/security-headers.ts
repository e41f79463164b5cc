/**
 * Headers of every answer, whoever gives it. What shows pages replaces the policy of content by its own; everything
 * else runs nothing and is shown in no frame.
 * @param publicUrl the configured address, undefined when there is none
 */
export function securityHeaders(publicUrl: string | undefined): [string, string][] {
  const headers: [string, string][] = [
    ['content-security-policy', "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
    ['referrer-policy', 'same-origin'],
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', 'DENY'],
  ];
  if (publicUrl?.startsWith('https:')) headers.push(['strict-transport-security', 'max-age=31536000']);
  return headers;
}
