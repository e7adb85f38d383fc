// The page: what there is already comes from the HTTP routes, what happens next from server-sent events.
import * as api from './api.js';
import * as status from './status.js';
import { alerts } from './alerts.js';
import { health, HISTORY } from './health.js';
import { connect } from './live.js';
import { novelty, KEPT } from './novelty.js';
import { pulse } from './pulse.js';
import { search } from './search.js';
import { byId } from './dom.js';

const now = pulse();
const monitors = health();
const scores = novelty();
const incidents = alerts();
const names = new Set();
let stream = '';
const query = search(() => stream);

/** Shows another stream; the address keeps it. */
async function choose(name) {
  if (name !== stream) query.clear();
  stream = name;
  const [reports, newest] = name === '' ? [[], []]
    : await Promise.all([api.health(name, HISTORY), api.scores(name, KEPT)].map(asked => asked.catch(() => [])));
  if (name !== stream) return;
  monitors.reset(reports);
  scores.reset(name, newest);
}

async function streams() {
  try {
    (await api.streams()).forEach(name => names.add(name));
  } catch {
    return;
  }
  const chosen = status.streams(names, stream || new URLSearchParams(location.search).get('stream'));
  if (chosen !== stream) await choose(chosen);
}

/** After every connection: what happened while there was none is fetched, not missed. */
async function load() {
  const asked = api.alerts().then(incidents.reset, () => {});
  await streams();
  if (stream !== '') await choose(stream);
  await asked;
}

/** A stream that is created on first use shows itself by what it sends. */
function mine(one) {
  if (!names.has(one.stream)) streams();
  return one.stream === stream;
}

byId('stream').addEventListener('change', event => {
  history.replaceState(null, '', `?stream=${encodeURIComponent(event.target.value)}`);
  choose(event.target.value);
});

status.keys();

let counted = null;
connect('/v1/live', {
  stats(figures) {
    now.add(figures);
    const count = Array.isArray(figures.streams) ? figures.streams.length : figures.streams;
    if (count !== counted) streams();
    counted = count;
  },
  score: score => mine(score) && scores.add(score),
  health: report => mine(report) && monitors.add(report),
  alert: alert => { mine(alert); incidents.add(alert); },
}, state => {
  status.connection(state);
  if (state === 'live') load();
});
status.readiness();
