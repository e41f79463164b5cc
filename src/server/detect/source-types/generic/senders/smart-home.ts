// Sensors of a home: `on` is what they were made to find, or that all is well, and only their class tells which.
import type { JsonObject } from '../../reading/json-value.ts';
import { textAt, type UsualForm } from './usual-form.ts';

/** Classes of Home Assistant whose `on` means that something works. */
const wellWhenOn = /^(?:connectivity|plug|power|presence|running|light|battery_charging)$/;

/** A binary sensor of Home Assistant by its entity, which stays the same. */
export function homeSensor(body: JsonObject): UsualForm | null {
  const entity = textAt(body, 'entity_id|entityId');
  const state = textAt(body, 'state|new_state|newState|to_state').toLowerCase();
  if (!entity.startsWith('binary_sensor.') || !/^(?:on|off|unavailable)$/.test(state)) return null;
  const isWell =
    state !== 'unavailable' && (state === 'on') === wellWhenOn.test(textAt(body, 'device_class|deviceClass'));
  return {
    title: textAt(body, 'friendly_name|friendlyName|name|title|attributes.friendly_name') || entity,
    description: textAt(body, 'message|description'),
    state: isWell ? 'resolve' : 'trigger',
    severity: textAt(body, 'severity|priority'),
    dedup_key: entity,
    labels: { area: textAt(body, 'area') },
  };
}

/** A sensor that a hub of Hubitat passes on: dry is well for a sensor of leaks alone. */
export function hubSensor(body: JsonObject): UsualForm | null {
  const [device, kind] = [textAt(body, 'content.displayName'), textAt(body, 'content.name')];
  const value = textAt(body, 'content.value').toLowerCase();
  if (device === '' || !/^(?:water|smoke|carbonMonoxide|tamper)$/.test(kind)) return null;
  if (!/^(?:wet|dry|detected|tested|clear)$/.test(value)) return null;
  return {
    title: textAt(body, 'content.descriptionText') || `${device}: ${kind} ${value}`,
    state: value === 'tested' ? 'change' : /^(?:dry|clear)$/.test(value) ? 'resolve' : 'trigger',
    dedup_key: `${textAt(body, 'content.deviceId') || device}/${kind}`,
  };
}
