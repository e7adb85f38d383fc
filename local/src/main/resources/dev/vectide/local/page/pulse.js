// Throughput, latency and the counts, once a second.
import { byId, el, number } from './dom.js';
import { lineChart } from './chart.js';

const KEPT = 600;

export function pulse() {
  const history = [];
  const tiles = new Map();
  for (const [name, label, unit] of [
    ['events_per_second', 'events a second', ''],
    ['searchable_ms_p50', 'event to searchable, median', ' ms'],
    ['searchable_ms_p99', 'event to searchable, 99th percentile', ' ms'],
    ['documents', 'documents searchable', ''],
  ]) {
    const value = el('dd', { id: `tile-${name}` }, '–');
    tiles.set(name, { value, unit });
    byId('tiles').append(el('div', {}, el('dt', {}, label), value));
  }
  const rate = lineChart({ title: 'Throughput', hint: 'events a second', floor: 0, ceiling: 1,
    series: [{ label: '', colour: 'line-1' }] });
  const delay = lineChart({ title: 'Latency', hint: 'ms from event to searchable', floor: 0, ceiling: 10,
    series: [{ label: 'median', colour: 'line-1' }, { label: '99th percentile', colour: 'line-2' }] });
  byId('pulse-plots').append(rate.figure, delay.figure);

  return {
    add(stats) {
      history.push({ at: Date.now() / 1000, ...stats });
      if (history.length > KEPT) history.shift();
      for (const [name, tile] of tiles) {
        const known = Number.isFinite(stats[name]);
        tile.value.textContent = known ? number(stats[name]) + tile.unit : '–';
      }
      const xs = history.map(one => one.at);
      const column = name => history.map(one => one[name] ?? null);
      rate.set(xs, [column('events_per_second')]);
      delay.set(xs, [column('searchable_ms_p50'), column('searchable_ms_p99')]);
    },
  };
}
