import { type KeyboardEvent, useState } from 'react';

/** One tab stop for all marks of a chart; arrows, Home and End move between them. Give each mark `markProps(index)`. */
export function useMarks(count: number) {
  const [active, setActive] = useState(0);
  const stop = Math.min(active, count - 1);
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const marks = [...event.currentTarget.querySelectorAll<SVGElement>('[data-mark]')];
    const at = marks.indexOf(event.target as SVGElement);
    const next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: count - 1 };
    const wanted = next[event.key as keyof typeof next];
    if (at < 0 || wanted === undefined) return;
    event.preventDefault();
    marks[Math.min(Math.max(wanted, 0), marks.length - 1)]?.focus();
  };
  const markProps = (index: number) => ({
    'data-mark': index,
    tabIndex: index === stop ? 0 : -1,
    onFocus: () => setActive(index),
  });
  return { onKeyDown, markProps };
}
