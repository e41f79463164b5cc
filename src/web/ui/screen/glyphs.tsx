import type { ReactElement } from 'react';

const stroke = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.6,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

/** Shapes on a 16 px grid. The shape carries the meaning; colour only repeats it. */
const shapes = {
  octagon: (
    <path
      fill="currentColor"
      fillRule="evenodd"
      d="M4.6.5h6.8l4.1 4.1v6.8l-4.1 4.1H4.6L.5 11.4V4.6zM7 3.4h2l-.3 5.4H7.3zM8 10.2a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4z"
    />
  ),
  triangle: <path fill="currentColor" d="M8 1.6 15.4 14.4H.6z" />,
  diamond: <path fill="currentColor" d="M8 .9 15.1 8 8 15.1.9 8z" />,
  disc: <circle fill="currentColor" cx="8" cy="8" r="5.2" />,
  ring: <circle {...stroke} strokeWidth={2} cx="8" cy="8" r="5" />,
  bell: (
    <path
      fill="currentColor"
      d="M8 1a4.6 4.6 0 0 0-4.6 4.6c0 3.3-.9 4.7-1.7 5.5-.4.4-.1 1.1.5 1.1h11.6c.6 0 .9-.7.5-1.1-.8-.8-1.7-2.2-1.7-5.5A4.6 4.6 0 0 0 8 1zM6.2 13.4a1.9 1.9 0 0 0 3.6 0z"
    />
  ),
  half: (
    <g>
      <circle {...stroke} cx="8" cy="8" r="6" />
      <path fill="currentColor" d="M8 2a6 6 0 0 1 0 12z" />
    </g>
  ),
  eye: (
    <g>
      <path {...stroke} d="M1 8s2.5-4.6 7-4.6S15 8 15 8s-2.5 4.6-7 4.6S1 8 1 8z" />
      <circle fill="currentColor" cx="8" cy="8" r="2" />
    </g>
  ),
  check: (
    <g>
      <circle {...stroke} cx="8" cy="8" r="6.2" />
      <path {...stroke} d="m5.2 8.2 2 2 3.7-4.2" />
    </g>
  ),
  slash: (
    <g>
      <circle {...stroke} cx="8" cy="8" r="6.2" />
      <path {...stroke} d="m3.8 3.8 8.4 8.4" />
    </g>
  ),
  lens: (
    <g>
      <circle {...stroke} cx="6.8" cy="6.8" r="4.6" />
      <path {...stroke} strokeWidth={2} d="m10.4 10.4 4 4" />
    </g>
  ),
  target: (
    <g>
      <circle {...stroke} cx="8" cy="8" r="6.2" />
      <circle fill="currentColor" cx="8" cy="8" r="2.4" />
    </g>
  ),
  flame: (
    <path
      fill="currentColor"
      d="M8.6.8c.4 2.6-.6 3.6-1.8 4.9C5.4 7.2 3.4 8.5 3.4 10.8A4.6 4.6 0 0 0 8 15.4a4.6 4.6 0 0 0 4.6-4.6c0-1.7-.7-2.9-1.4-3.9-.2 1-.7 1.5-1.4 1.8.3-3-.2-5.8-1.2-7.9z"
    />
  ),
  box: (
    <g>
      <rect {...stroke} x="2" y="2" width="12" height="12" rx="2" />
      <path {...stroke} d="m5.2 8.2 2 2 3.7-4.2" />
    </g>
  ),
  clock: (
    <g>
      <circle {...stroke} cx="8" cy="8" r="6.2" />
      <path {...stroke} d="M8 4.6V8l2.4 1.5" />
    </g>
  ),
  wrench: (
    <path {...stroke} d="M13.8 4.6 11.6 6.8 9.2 4.4l2.2-2.2a4 4 0 0 0-5 5L2 11.6 4.4 14l4.4-4.4a4 4 0 0 0 5-5z" />
  ),
  square: <rect {...stroke} x="2.5" y="2.5" width="11" height="11" rx="2" strokeDasharray="2.5 2" />,
} satisfies Record<string, ReactElement>;

export type GlyphName = keyof typeof shapes;

/** One of our own marks. It is decoration beside a word; alone it needs a `label`. */
export function Glyph({ name, size = 13, label }: { name: GlyphName; size?: number; label?: string }) {
  const frame = { viewBox: '0 0 16 16', width: size, height: size, focusable: false };
  return label ? (
    <svg {...frame} role="img" aria-label={label}>
      {shapes[name]}
    </svg>
  ) : (
    <svg {...frame} aria-hidden="true">
      {shapes[name]}
    </svg>
  );
}
