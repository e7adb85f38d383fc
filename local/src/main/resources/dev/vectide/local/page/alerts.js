// Incidents: those firing first, then the resolved, newest first.
import { byId, el, neighbours, number, percent, show, time, words } from './dom.js';

const RESOLVED_SHOWN = 3;

export function alerts() {
  const known = new Map();
  const open = new Set();
  let all = false;

  byId('alerts-older').addEventListener('click', () => { all = !all; draw(); });

  function draw() {
    const newest = (a, b) => Date.parse(b.openedAt) - Date.parse(a.openedAt);
    const firing = [...known.values()].filter(one => one.state === 'firing').sort(newest);
    const resolved = [...known.values()].filter(one => one.state !== 'firing').sort(newest);
    const shown = all ? resolved : resolved.slice(0, RESOLVED_SHOWN);
    show(byId('alerts-none'), known.size === 0);
    byId('alert-list').replaceChildren(...[...firing, ...shown].map(article));
    byId('alerts-title').textContent = firing.length ? `Alerts: ${firing.length} firing` : 'Alerts';
    document.title = firing.length ? `(${firing.length}) Vectide` : 'Vectide';
    const older = byId('alerts-older');
    show(older, resolved.length > RESOLVED_SHOWN);
    older.textContent = all ? 'Show fewer' : `Show ${resolved.length - RESOLVED_SHOWN} older`;
    older.setAttribute('aria-expanded', String(all));
  }

  function article(alert) {
    const firing = alert.state === 'firing';
    const heading = `alert-${alert.id}`;
    return el('article', { class: 'alert', 'data-state': alert.state, 'data-severity': alert.severity,
      'data-detector': alert.detector, 'aria-labelledby': heading },
    el('h3', { id: heading },
      el('span', { class: 'badge', 'data-status': firing ? alert.severity : 'resolved' },
        firing ? alert.severity : 'resolved'), ' ',
      words(alert.detector), ' ', el('span', { class: 'muted' }, 'on ', el('code', {}, alert.stream))),
    el('p', { class: 'summary' }, alert.summary),
    el('p', { class: 'muted' }, 'Opened ', time(alert.openedAt),
      alert.resolvedAt ? [', resolved ', time(alert.resolvedAt)] : [', newest pane ', time(alert.updatedAt)], '. ',
      muted(alert),
      alert.promisedRunLength
        ? `Set to one false alarm in ${number(alert.promisedRunLength)} panes on average.` : null),
    el('div', { class: 'folds' },
      alert.evidence?.length ? section(alert, 'evidence', alert.evidence.length === 1 ? 'Evidence: 1 example' : `Evidence: ${alert.evidence.length} examples`, examples(alert)) : null,
      alert.clusters?.length ? section(alert, 'clusters', `Topics that grew or shrank: ${alert.clusters.length}`, clusters(alert)) : null,
      alert.segments?.length ? section(alert, 'segments', `Segments that differ: ${alert.segments.length}`, segments(alert)) : null,
      section(alert, 'figures', 'Figures', figures(alert))));
  }

  /** Why nobody is told of it. */
  function muted(alert) {
    if (alert.state !== 'firing') return null;
    const { acknowledged, silenced = [], inhibitedBy = [] } = alert;
    return [
      acknowledged ? el('span', { 'data-muted': 'acknowledged' },
        `Acknowledged by ${acknowledged.by}: ${acknowledged.why}. `) : null,
      silenced.length ? el('span', { 'data-muted': 'silenced' },
        `Silenced by ${silenced[0].by} until `, time(silenced[0].until), `: ${silenced[0].why}. `) : null,
      inhibitedBy.length ? el('span', { 'data-muted': 'inhibited' },
        'Explained by ', el('code', {}, inhibitedBy[0]), '. ') : null,
    ];
  }

  function section(alert, name, title, content) {
    const key = `${alert.id}/${name}`;
    const details = el('details', { open: open.has(key) }, el('summary', {}, title), content);
    details.addEventListener('toggle', () => (details.open ? open.add(key) : open.delete(key)));
    return details;
  }

  function examples(alert) {
    return el('ul', { class: 'evidence' }, alert.evidence.map(example => el('li', {},
      el('p', { class: 'text' }, example.text ?? '(text not stored)'),
      el('p', { class: 'muted' }, el('code', {}, example.id),
        example.figure == null ? null : ` ${number(example.figure)}`,
        example.neighbours?.length ? '. Nearest:' : null),
      example.neighbours?.length ? neighbours(example.neighbours) : null)));
  }

  /** Clusters of the reference, each with the documents nearest to its middle. */
  function clusters(alert) {
    return el('ul', { class: 'evidence' }, alert.clusters.map(cluster => el('li', {},
      el('p', { class: 'text' }, `${percent(cluster.share)} of the documents, where the reference has ${percent(cluster.referenceShare)}`),
      el('p', { class: 'muted' }, `Cluster ${cluster.cluster}, ${number(Math.abs(cluster.residual))} standard deviations `,
        cluster.residual > 0 ? 'more' : 'less', cluster.examples?.length ? '. Such as:' : '.'),
      el('ul', { class: 'neighbours' }, (cluster.examples ?? []).map(example => el('li', {},
        el('span', { class: 'similarity' }, example.figure == null ? '' : example.figure.toFixed(3)),
        el('span', {}, example.text ?? '(text not stored)', ' ', el('code', {}, example.id))))))));
  }

  function segments(alert) {
    const row = (tag, cells) => el('tr', {}, cells.map(cell => el(tag, tag === 'th' ? { scope: 'col' } : {}, cell)));
    return el('div', { class: 'wide' }, el('table', {},
      el('thead', {}, row('th', ['Segment', 'What', 'Share', 'In the reference', 'Effect', 'False discovery rate'])),
      el('tbody', {}, alert.segments.map(one => row('td', [el('code', {}, one.segment),
        one.what === 'vectors' ? 'its vectors moved' : one.share > one.referenceShare ? 'more of it' : 'less of it',
        percent(one.share), percent(one.referenceShare), number(one.effect), number(one.adjusted)])))));
  }

  function figures(alert) {
    const rows = Object.entries(alert.figures ?? {});
    return [el('dl', { class: 'facts' },
      rows.map(([name, value]) => el('div', {}, el('dt', {}, words(name)), el('dd', {}, number(value))))),
    alert.dimensions?.length
      ? el('p', { class: 'muted' }, `Dimensions that stand out, worst first: ${alert.dimensions.join(', ')}.`) : null];
  }

  /** True if this tells something that was not known. */
  function put(alert) {
    const before = known.get(alert.id);
    const older = before && (before.state === 'resolved' || Date.parse(before.updatedAt) > Date.parse(alert.updatedAt));
    if (older && alert.state !== 'resolved') return false;
    known.set(alert.id, alert);
    return !before || before.state !== alert.state;
  }

  return {
    reset(list) {
      known.clear();
      list.forEach(put);
      draw();
    },
    add(alert) {
      if (put(alert)) {
        byId('alert-news').textContent =
          `${alert.state === 'firing' ? 'Alert' : 'Resolved'}, ${words(alert.detector)} on ${alert.stream}: ${alert.summary}`;
      }
      draw();
    },
  };
}
