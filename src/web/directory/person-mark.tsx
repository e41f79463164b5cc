import styles from './person-mark.module.css';

/** Two letters for a name: `Ada Lovelace` → `AL`, `Ada` → `AD`. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)].map((word) => [...word!][0]) : [...(words[0] ?? '?')];
  return letters.slice(0, 2).join('').toLocaleUpperCase('en');
}

/** The initials of a person beside the name; decoration for those who see it. */
export function PersonMark({ name }: { name: string }) {
  return (
    <span className={styles.mark} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

/** A person with the mark, as a link when `href` is given. */
export function PersonName({ name, href }: { name: string; href?: string }) {
  return (
    <span className={styles.person}>
      <PersonMark name={name} />
      {href ? <a href={href}>{name}</a> : <span>{name}</span>}
    </span>
  );
}
