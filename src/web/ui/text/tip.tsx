import { useEffect, useRef, useState } from 'react';
import styles from './tip.module.css';

type Shown = { target: HTMLElement; text: string };

/** The words behind an element: its own, or those of the glossary, which is loaded when somebody first asks. */
async function textOf({ dataset }: HTMLElement): Promise<string | undefined> {
  if (!dataset.term) return dataset.tip;
  const { glossary } = await import('./glossary.ts');
  return glossary.get(dataset.term);
}

const tipId = 'shared-tip';

/**
 * The one tooltip of the product. Any element with `data-tip="text"` or `data-term="word"` gets it on hover and on keyboard focus, so a list
 * of a thousand times costs one listener. It can be hovered, Escape hides it, and it describes its element to
 * assistive technology (WCAG 1.4.13).
 */
export function TipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  const tip = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let asked: HTMLElement | null = null;
    const show = (target: HTMLElement | null, delayMs: number) => {
      clearTimeout(waiting);
      asked = target;
      waiting = setTimeout(async () => {
        const text = target ? await textOf(target).catch(() => undefined) : undefined;
        if (asked === target) setShown(target && text ? { target, text } : null);
      }, delayMs);
    };
    const carrier = (event: Event) =>
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip], [data-term]') : null;
    const onOver = (event: PointerEvent) => {
      if (event.pointerType === 'touch' || tip.current?.contains(event.target as Node)) return;
      show(carrier(event), 250);
    };
    const onFocus = (event: FocusEvent) => {
      const target = carrier(event);
      if (target?.matches(':focus-visible')) show(target, 0);
    };
    const onClick = (event: MouseEvent) => {
      const target = carrier(event);
      // A finger has no hover: tapping a word with a tip, and nothing else to do, shows it.
      if (target && (target.dataset.term || !target.closest('a, button, [role="row"]'))) show(target, 0);
      else show(null, 0);
    };
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && show(null, 0);
    const hide = () => show(null, 0);
    const listening = new AbortController();
    const options = { signal: listening.signal, passive: true };
    document.addEventListener('pointerover', onOver, options);
    document.addEventListener('focusin', onFocus, options);
    document.addEventListener('focusout', hide, options);
    document.addEventListener('click', onClick, options);
    document.addEventListener('keydown', onKey, options);
    document.addEventListener('scroll', hide, { ...options, capture: true });
    return () => {
      clearTimeout(waiting);
      listening.abort();
    };
  }, []);

  useEffect(() => {
    const box = tip.current;
    if (!shown || !box) return;
    const before = shown.target.getAttribute('aria-describedby');
    shown.target.setAttribute('aria-describedby', before ? `${before} ${tipId}` : tipId);
    box.showPopover();
    place(box, shown.target);
    return () => {
      if (before) shown.target.setAttribute('aria-describedby', before);
      else shown.target.removeAttribute('aria-describedby');
      box.hidePopover();
    };
  }, [shown]);

  return (
    <div ref={tip} id={tipId} role="tooltip" popover="manual" className={styles.tip}>
      {shown?.text}
    </div>
  );
}

/** Above the target when there is room, else below; never outside the window. */
function place(box: HTMLElement, target: HTMLElement): void {
  const at = target.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const gap = 6;
  const left = Math.min(Math.max(gap, at.left + at.width / 2 - size.width / 2), innerWidth - size.width - gap);
  const above = at.top - size.height - gap;
  box.style.left = `${left}px`;
  box.style.top = `${above >= gap ? above : at.bottom + gap}px`;
}
