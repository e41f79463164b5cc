const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * A duration in at most two units: `42 s`, `5 min`, `1 h 04 min`, `3 d 2 h`. Negative durations count as 0.
 * @param seconds fractions are cut
 */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < minute) return `${whole} s`;
  if (whole < hour) return `${Math.floor(whole / minute)} min`;
  if (whole < day) {
    const minutes = Math.floor((whole % hour) / minute);
    return `${Math.floor(whole / hour)} h${minutes ? ` ${String(minutes).padStart(2, '0')} min` : ''}`;
  }
  const hours = Math.floor((whole % day) / hour);
  return `${Math.floor(whole / day)} d${hours ? ` ${hours} h` : ''}`;
}
