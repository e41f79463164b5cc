import type { IncidentView, MaintenanceView } from './view.ts';
import { clockText, lineHtml, maintenanceNames, statusNames, timeTag, wordsHtml } from './words.ts';

/** An incident among others that goes on: its title leads to its own page. */
export function activeIncidentHtml(incident: IncidentView, zone: string): string {
  return incidentHtml(
    incident,
    zone,
    true,
    `<h3><a href="/status/incidents/${incident.id}">${lineHtml(incident.title)}</a></h3>\n`,
  );
}

/** One incident with all its updates, newest first. */
export function incidentHtml(incident: IncidentView, zone: string, isActive: boolean, heading = ''): string {
  const next =
    incident.nextUpdateAt === null
      ? ''
      : `<p><strong>Next update by <time datetime="${new Date(incident.nextUpdateAt).toISOString()}">${clockText(incident.nextUpdateAt, zone)}</time></strong></p>`;
  const affected =
    incident.componentNames.length > 0 ? `<p class="quiet">${lineHtml(incident.componentNames.join(', '))}</p>` : '';
  return `<article class="card${isActive ? ` active ${incident.impact}` : ''}" id="incident-${incident.id}">
${heading}${affected}${next}<ol class="updates">${incident.updates
    .toReversed()
    .map(
      (update) =>
        `<li class="update"><p><strong>${statusNames[update.status]}</strong> <span class="quiet">${timeTag(update.at, zone)}</span></p>${wordsHtml(update.body)}</li>`,
    )
    .join('\n')}</ol></article>`;
}

/** An incident that is over, in one line and its last words. */
export function pastIncidentHtml(incident: IncidentView, zone: string): string {
  const last = incident.updates.at(-1)!;
  return `<article class="card"><h3><a href="/status/incidents/${incident.id}">${lineHtml(incident.title)}</a></h3>
<p class="quiet">${timeTag(incident.startedAt, zone)} to ${timeTag(incident.changedAt, zone)}</p>
<p><strong>${statusNames[last.status]}</strong></p>${wordsHtml(last.body)}</article>`;
}

export function maintenanceHtml(maintenance: MaintenanceView, zone: string): string {
  return `<article class="card" id="maintenance-${maintenance.id}"><h3>${lineHtml(maintenance.title)}</h3>
<p><strong>${maintenanceNames[maintenance.state]}</strong> <span class="quiet">${timeTag(maintenance.startsAt, zone)} to ${timeTag(maintenance.endsAt, zone)}</span></p>
<p class="quiet">${lineHtml(maintenance.componentNames.join(', '))}</p>${wordsHtml(maintenance.body)}</article>`;
}
