/**
 * Shows what this browser keeps of Evenkeel while the server is away: who is on call, and the runbooks read last. Never
 * without the time at which it was true. `src/web/data/offline/offline-copy.ts` writes it.
 */
/** Where this file lies: the path that a proxy shows Evenkeel under, with a slash at the end. */
const base = new URL('.', document.currentScript.src).pathname;
const copyName = `evenkeel-offline-copy${base.slice(0, -1)}`;
const keptForMs = 7 * 86_400_000;
const lookEveryMs = 5_000;

const at = (id) => document.getElementById(id);

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

const whole = new Intl.DateTimeFormat('en-GB', {
  ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
});
const short = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const timeText = (format, text) => format.format(new Date(text));

function readCopy() {
  try {
    const copy = JSON.parse(localStorage.getItem(copyName) ?? 'null');
    if (copy && Date.now() - Date.parse(copy.savedAt) <= keptForMs) return copy;
    localStorage.removeItem(copyName);
  } catch {
    // A browser that refuses storage has kept nothing.
  }
  return null;
}

function personOf({ personName, email }) {
  if (personName === null) return element('strong', 'Nobody');
  const person = element('span');
  person.append(element('strong', personName));
  if (email) {
    const link = element('a', email);
    link.href = `mailto:${email}`;
    person.append(' ', link);
  }
  return person;
}

function scheduleSection({ name, teamName, shifts }, nowMs) {
  const section = element('section');
  section.append(element('h3', teamName ? `${name} (${teamName})` : name));
  const list = element('ul');
  for (const shift of shifts) {
    const isOver = shift.endsAt !== null && Date.parse(shift.endsAt) <= nowMs;
    if (isOver) continue;
    const runs = Date.parse(shift.startsAt) <= nowMs;
    const item = element('li', undefined, runs ? 'now' : undefined);
    const end = shift.endsAt === null ? '' : `until ${timeText(short, shift.endsAt)}`;
    item.append(
      element('span', runs ? `Now, ${end}` : `${timeText(short, shift.startsAt)}, ${end}`, 'when'),
      ' ',
      personOf(shift),
    );
    list.append(item);
  }
  section.append(list.children.length > 0 ? list : element('p', 'Nothing is known of now and later.', 'muted'));
  return section;
}

function runbookSection({ title, body, asOf }) {
  const details = element('details');
  details.append(
    element('summary', title),
    element('p', `As of ${timeText(whole, asOf)}`, 'muted'),
    element('pre', body),
  );
  return details;
}

function show() {
  const copy = readCopy();
  const place = at('copy');
  place.replaceChildren();
  at('remove').hidden = copy === null;
  if (copy === null) {
    at('headline').textContent = 'Offline';
    place.append(element('p', 'There is no offline copy in this browser.'));
    return;
  }
  at('headline').textContent = `Offline: as of ${timeText(whole, copy.onCall?.asOf ?? copy.savedAt)}`;
  if (copy.onCall) {
    const { asOf, until, isPartial, schedules } = copy.onCall;
    place.append(element('h2', 'On call'));
    const words = `As of ${timeText(whole, asOf)}, and as planned then until ${timeText(whole, until)}. Overrides made later are not known here.`;
    place.append(element('p', words, 'muted'));
    if (isPartial) place.append(element('p', 'There are more schedules; only the first 200 are kept.', 'muted'));
    if (schedules.length === 0) place.append(element('p', 'There are no schedules.'));
    place.append(...schedules.map((schedule) => scheduleSection(schedule, Date.now())));
  }
  place.append(element('h2', 'Runbooks you read last'));
  if (copy.runbooks.length === 0) place.append(element('p', 'None were read in this browser.', 'muted'));
  place.append(...copy.runbooks.map(runbookSection));
  place.append(element('p', `The copy of ${copy.personName}, in this browser only.`, 'muted'));
}

/** A page that lies open says when the server is back; it does not take a runbook away from whoever reads it. */
async function look() {
  const answer = await fetch(`${base}readyz`, { cache: 'no-store' }).catch(() => null);
  if (!answer?.ok) return;
  at('status').textContent = 'The server is back. Open Evenkeel to see what is true now.';
  at('retry').textContent = 'Open Evenkeel';
}

at('retry').addEventListener('click', () => location.reload());
at('remove').addEventListener('click', () => {
  localStorage.removeItem(copyName);
  show();
});
addEventListener('storage', show);
setInterval(look, lookEveryMs);
setInterval(show, 60_000);
show();
void look();
