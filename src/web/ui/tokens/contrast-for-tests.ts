/** Colour arithmetic of WCAG 2 and of colour-vision deficiency, on `#rrggbb` text. */

type Triple = readonly [number, number, number];

/** Linear-light red, green, blue in 0..1. */
function linear(hex: string): Triple {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function luminance(hex: string): number {
  const [red, green, blue] = linear(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The WCAG 2 contrast ratio of two colours, 1..21. */
export function contrastRatio(first: string, second: string): number {
  const [low, high] = [luminance(first), luminance(second)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

export type ColorVision = 'protan' | 'deutan' | 'tritan';

/** Full dichromacy in linear light (Machado, Oliveira and Fernandes 2009). */
const dichromacy: Record<ColorVision, readonly [Triple, Triple, Triple]> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const multiply = (rows: readonly [Triple, Triple, Triple], [x, y, z]: Triple): Triple => {
  const dot = (row: Triple) => Math.min(1, Math.max(0, row[0] * x + row[1] * y + row[2] * z));
  return [dot(rows[0]), dot(rows[1]), dot(rows[2])];
};

/** CIE L*a*b* under D65. */
function lab([red, green, blue]: Triple): Triple {
  const curve = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047);
  const y = curve(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** How far apart two colours look (CIE76 delta E) to a person with the given colour vision. */
export function seenDifference(first: string, second: string, vision: ColorVision): number {
  const [a, b] = [first, second].map((hex) => lab(multiply(dichromacy[vision], linear(hex)))) as [Triple, Triple];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
