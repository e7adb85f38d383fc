// The monitors' reports as curves: for each the few figures that carry its verdict.
import { byId, coalesced, el, number, percent, show, time, words } from './dom.js';
import { lineChart } from './chart.js';

export const HISTORY = 500;
const NOW = 'line-1';

const MONITORS = {
  collapse: {
    title: 'Collapse',
    asks: 'Do the vectors still use the whole space?',
    charts: [
      { title: 'Rank', hint: 'share of the reference’s', floor: 0, ceiling: 1,
        of: ['participation_ratio_ratio', 'effective_rank_ratio'],
        series: [{ label: 'participation ratio', colour: NOW }, { label: 'effective rank', colour: 'line-2' }] },
      { title: 'Total variance', hint: 'share of the reference’s', floor: 0, ceiling: 1,
        of: ['variance_ratio'], series: [{ label: '', colour: NOW }] },
      { title: 'Lost directions', hint: 'of those the reference used', floor: 0, ceiling: 0.05, format: percent,
        of: ['directions_lost_share'], series: [{ label: '', colour: NOW }] },
    ],
    figures: [['dimensions_dead', 'dead dimensions', number],
      ['tail_variance_ratio', 'variance in the weak directions, of the reference’s', number], ['unusable_share', 'unusable vectors', percent]],
  },
  drift: {
    title: 'Drift',
    asks: 'Do the vectors still come from where the reference came from?',
    charts: [
      { title: 'Evidence of a change', hint: 'alarm at the dashed line', log: true, of: ['evidence', 'threshold'],
        series: [{ label: '', colour: NOW }, { label: 'alarm at', colour: 'critical', dash: true }] },
      { title: 'Centroid', hint: 'distance from the reference’s', floor: 0, of: ['centroid_distance'],
        series: [{ label: '', colour: NOW }] },
      { title: 'Mean cosine of pairs', of: ['mean_cosine', 'mean_cosine_reference'],
        series: [{ label: 'now', colour: NOW }, { label: 'reference', colour: 'muted', dash: true }] },
    ],
    figures: [['p_centroid', 'p-value, centroid', number], ['p_dispersion', 'p-value, dispersion', number],
      ['p_mean', 'p-value, one mean', number], ['p_variance', 'p-value, one variance', number]],
  },
  novelty: {
    title: 'Novelty rate',
    asks: 'Are more documents unlike the reference than chance allows?',
    charts: [
      { title: 'Evidence of an excess', hint: 'alarm at the dashed line', log: true, of: ['evidence', 'threshold'],
        series: [{ label: '', colour: NOW }, { label: 'alarm at', colour: 'critical', dash: true }] },
      { title: 'Anomalies', hint: 'share of the documents', floor: 0, ceiling: 0.05, format: percent,
        of: ['anomaly_share', 'anomaly_rate_null'],
        series: [{ label: '', colour: NOW }, { label: 'normal up to', colour: 'muted', dash: true }] },
      { title: 'Mean distance', hint: 'to nearest neighbours', of: ['distance_mean', 'distance_mean_reference'],
        series: [{ label: 'now', colour: NOW }, { label: 'reference', colour: 'muted', dash: true }] },
    ],
    figures: [['reference_size', 'documents in the reference', number], ['calibration_size', 'to calibrate', number]],
  },
};

const STATUS = { warming: 'learning', ok: 'ok', warning: 'warning', critical: 'critical' };

export function health() {
  const panels = new Map(Object.entries(MONITORS).map(([name, monitor]) => [name, panel(name, monitor)]));
  return {
    /** Forgets what is shown and starts from these reports. */
    reset(reports) {
      panels.forEach(one => one.clear());
      reports.forEach(report => panels.get(report.monitor)?.add(report));
    },
    add: report => panels.get(report.monitor)?.add(report),
  };
}

function panel(name, monitor) {
  const status = el('span', { class: 'badge', id: `status-${name}` }, 'no report');
  const said = el('p', { class: 'said' });
  const facts = el('dl', { class: 'facts' });
  const charts = monitor.charts.map(lineChart);
  const plots = el('div', { class: 'stack' }, charts.map(chart => chart.figure));
  byId('monitors').append(el('article', { class: 'monitor', 'aria-labelledby': `monitor-${name}` },
    el('h3', { id: `monitor-${name}` }, monitor.title, ' ', status),
    el('p', { class: 'lead' }, monitor.asks), said, plots, facts));
  const reports = new Map();

  const draw = coalesced(() => {
    const all = [...reports.values()].sort((a, b) => a.x - b.x).slice(-HISTORY);
    const judged = all.filter(one => Object.keys(one.figures).length > 0 && one.status !== 'warming');
    headline(all.at(-1));
    show(plots, judged.length > 0);
    if (judged.length === 0) return;
    const xs = judged.map(one => one.x);
    const spans = judged.filter(one => one.status === 'warning' || one.status === 'critical')
      .map(one => ({ from: one.from, to: one.x, status: one.status }));
    monitor.charts.forEach((chart, i) =>
      charts[i].set(xs, chart.of.map(figure => judged.map(one => one.figures[figure] ?? null)), spans));
  }, 200);

  function headline(newest) {
    status.dataset.status = newest?.status ?? 'none';
    status.textContent = newest ? STATUS[newest.status] ?? newest.status : 'no report';
    said.replaceChildren(...(newest
      ? [newest.findings.join(' '), ' ', el('span', { class: 'muted' }, `${number(newest.pane.n)} documents up to `,
        time(newest.pane.end)), reference(newest)]
      : ['The first report comes when the first pane of events closes.']));
    facts.replaceChildren(...monitor.figures.filter(([figure]) => newest?.figures[figure] != null)
      .map(([figure, label, format]) => el('div', { title: words(figure) },
        el('dt', {}, label), el('dd', {}, format(newest.figures[figure])))));
  }

  function reference({ reference: held }) {
    return held ? el('span', { class: 'muted', 'data-reference': held.id },
      ', held against ', el('code', {}, held.id), ` of ${number(held.n)} documents`,
      held.from ? [' since ', time(held.from)] : null, held.order ? [', by order ', el('code', {}, held.order)] : null, '.') : null;
  }

  show(plots, false);
  headline(null);
  return {
    clear() { reports.clear(); draw(); },
    add(report) {
      const from = Date.parse(report.pane.start) / 1000;
      const x = Date.parse(report.pane.end) / 1000;
      reports.set(x, { ...report, from, x, figures: report.figures ?? {}, findings: report.findings ?? [] });
      if (reports.size > 2 * HISTORY) reports.delete(Math.min(...reports.keys()));
      draw();
    },
  };
}
