import type { Evidence } from '../../../contract/program/assessments.ts';

/** A figure of this installation in words, with the way to its rows. */
export function EvidenceText({ evidence: { text, href } }: { evidence: Pick<Evidence, 'text' | 'href'> }) {
  return href ? <a href={href}>{text}</a> : text;
}
