// What is connected, what is ready, which streams there are.
import { byId, el, show } from './dom.js';
import * as api from './api.js';

export function connection(state) {
  const shown = byId('connection');
  shown.dataset.state = state;
  shown.textContent = state === 'live' ? 'Live' : 'Not connected, trying again…';
}

/** Asks for a key when one is needed; the page begins anew with it. */
export function keys() {
  api.whenRefused(known => {
    byId('key-said').textContent = known ? 'This key is not known here.' : '';
    show(byId('key-form'), true);
  });
  byId('key-form').addEventListener('submit', event => {
    event.preventDefault();
    api.useKey(byId('key').value.trim());
    location.reload();
  });
}

/** Asks until the system is ready, then now and then. */
export async function readiness() {
  const reason = await api.notReady();
  const shown = byId('ready');
  shown.dataset.state = reason === null ? 'live' : 'waiting';
  shown.textContent = reason === null ? 'Ready' : 'Not ready';
  shown.title = reason ?? '';
  trouble(reason);
  setTimeout(readiness, reason === null ? 15000 : 3000);
}

function trouble(reason) {
  const shown = byId('trouble');
  shown.textContent = reason === null ? '' : `Not ready: ${reason}`;
  show(shown, reason !== null);
}

/** Fills the selector; keeps the choice, or takes the first. Returns the chosen stream or ''. */
export function streams(names, chosen) {
  const select = byId('stream');
  const known = [...select.options].map(option => option.value);
  const sorted = [...names].sort();
  const value = sorted.includes(chosen) ? chosen : sorted[0] ?? '';
  if (sorted.join('\n') !== known.join('\n')) {
    const options = sorted.map(name => el('option', { value: name }, name));
    select.replaceChildren(...(options.length ? options : [el('option', { value: '' }, 'none yet')]));
    select.disabled = options.length === 0;
  }
  select.value = value;
  show(byId('first'), sorted.length === 0);
  byId('first-command').textContent = `curl -X POST ${location.origin}/v1/streams/default/events \\\n`
    + "  -H 'Content-Type: application/json' \\\n"
    + `  -d '{"id": "1", "text": "The tide comes in twice a day."}'`;
  return value;
}
