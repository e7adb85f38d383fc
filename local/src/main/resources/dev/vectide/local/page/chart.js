// Line charts over time: a caption whose figures follow the pointer, and a canvas.
import uPlot from '/webjars/uplot/uPlot.esm.js';
import { clock, el, number } from './dom.js';

const HEIGHT = 150;
const FONT = '12px system-ui, sans-serif';
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact' });
const charts = new Set();

export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => charts.forEach(chart => chart.redraw()));

/** Axes as every chart here has them. */
export function axes(format) {
  const common = {
    stroke: () => colour('muted'),
    font: FONT,
    grid: { stroke: () => colour('grid'), width: 1 },
    ticks: { show: false },
  };
  return [
    { ...common, space: 72, size: 24, values: (u, splits, axis, space, step) => splits.map(split => clock(split, step < 60)) },
    { ...common, space: 32, size: 52, values: (plot, splits) => splits.map(split => (split == null ? '' : format(split))) },
  ];
}

/** A uPlot that is as wide as its host and follows the colour scheme. */
export function plot(host, options, data, height = HEIGHT) {
  const chart = new uPlot({ width: host.clientWidth || 300, height, legend: { show: false }, ...options }, data, host);
  new ResizeObserver(() => {
    if (host.clientWidth > 0 && host.clientWidth !== chart.width) chart.setSize({ width: host.clientWidth, height });
  }).observe(host);
  charts.add(chart);
  return chart;
}

/**
 * @param spec {title, hint?, series: [{label, colour, dash?}], format?, log?, floor?, ceiling?}; on a log scale values
 *   below 1 are drawn as 1
 * @returns {figure, set(xs, columns, spans?)}: xs in seconds; spans: [{from, to, status}] are shaded
 */
export function lineChart(spec) {
  const format = spec.format ?? number;
  const keys = spec.series.map(series => el('b', {}, '–'));
  const at = el('span', { class: 'at' });
  const caption = el('figcaption', {},
    el('span', { class: 'plot-title' }, spec.title),
    spec.hint ? el('span', { class: 'hint' }, spec.hint) : null,
    el('span', { class: 'legend' }, spec.series.map((series, i) =>
      el('span', { class: 'key', 'data-colour': series.colour, 'data-dash': !!series.dash },
        series.label ? `${series.label} ` : '', keys[i])), at));
  const host = el('div', { class: 'plot', 'aria-hidden': 'true' });
  const figure = el('figure', { class: 'chart' }, caption, host);
  let columns = [];
  let spans = [];
  let chart = null;

  function say(index) {
    const here = index ?? (columns[0]?.length ?? 0) - 1;
    keys.forEach((key, i) => { key.textContent = format(columns[i]?.[here]); });
    at.textContent = index == null || !chart ? '' : `at ${clock(chart.data[0][index])}`;
  }

  function shade(drawn) {
    const { ctx, bbox } = drawn;
    for (const span of spans) {
      const from = Math.max(bbox.left, drawn.valToPos(span.from, 'x', true));
      const to = Math.min(bbox.left + bbox.width, drawn.valToPos(span.to, 'x', true));
      ctx.fillStyle = colour(`${span.status}-shade`);
      ctx.fillRect(from, bbox.top, Math.max(0, to - from), bbox.height);
    }
  }

  const options = {
    axes: spec.log ? axes(COMPACT.format).map((axis, i) => (i ? { ...axis, filter: (u, splits) => splits, splits: tens } : axis)) : axes(format),
    scales: { x: { range: spread }, y: spec.log ? { distr: 3, range: decades } : { range: (u, low, high) => fit(spec, low, high) } },
    cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
    series: [{}, ...spec.series.map(series => ({
      stroke: () => colour(series.colour),
      width: series.dash ? 1.25 : 2,
      dash: series.dash ? [5, 4] : undefined,
      spanGaps: true,
      points: { show: (u, i) => !series.dash && u.data[0].length < 3, size: 6 },
    }))],
    hooks: { drawClear: [shade], setCursor: [u => say(u.cursor.idx)] },
  };

  return {
    figure,
    set(xs, values, shaded = []) {
      columns = values;
      spans = shaded;
      const drawn = [xs, ...values.map(column => (spec.log ? column.map(v => (v == null ? v : Math.max(1, v))) : column))];
      if (chart) chart.setData(drawn);
      else if (host.isConnected) chart = plot(host, options, drawn);
      say(chart?.cursor.idx);
    },
  };
}

/** One instant alone still gets a minute of axis. */
function spread(u, low, high) {
  if (low == null) return [Date.now() / 1000 - 60, Date.now() / 1000];
  return high - low < 1 ? [low - 30, high + 30] : [low, high];
}

/** At most five powers of ten. */
function tens(u, axis, low, high) {
  const top = Math.round(Math.log10(high));
  const step = Math.ceil(top / 4);
  return Array.from({ length: Math.floor(top / step) + 1 }, (none, i) => 10 ** (i * step));
}

function decades(u, low, high) {
  return [1, 10 ** Math.ceil(Math.log10(Math.max(10, (high ?? 10) * 1.5)))];
}

/** Room above and below, `floor` and `ceiling` always in view. */
function fit(spec, low, high) {
  const bottom = Math.min(low ?? 0, spec.floor ?? low ?? 0);
  const top = Math.max(high ?? 1, spec.ceiling ?? high ?? 1);
  const room = (top - bottom || Math.abs(top) || 1) * 0.08;
  return [spec.floor != null && bottom === spec.floor ? bottom : bottom - room, top + room];
}
