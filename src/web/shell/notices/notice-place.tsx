const name = 'evenkeel-notice-height';

/** Keeps free what the notice above all pages took last time, so that nothing jumps under a finger when it comes. */
export function NoticePlace() {
  const height = rememberedHeight();
  return height > 0 ? <div style={{ height }} /> : null;
}

function rememberedHeight(): number {
  try {
    return Number(localStorage.getItem(name));
  } catch {
    return 0;
  }
}

/** @param height in CSS pixels; 0 when there is no notice */
export function rememberNoticeHeight(height: number): void {
  try {
    localStorage.setItem(name, String(height));
  } catch {
    // A browser that keeps nothing lets it jump.
  }
}
