import { ExternalLink } from 'lucide-react';

/** A link that a sender gave. Only web addresses are followed; anything else is shown as the text it is. */
export function OutsideLink({ href, text }: { href: string; text: string }) {
  if (!/^https?:\/\//i.test(href)) return <span className="mono">{href}</span>;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {text || href} <ExternalLink size={12} aria-label="(opens in a new tab)" />
    </a>
  );
}
