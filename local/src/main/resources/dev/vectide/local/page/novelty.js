// Every document's novelty over event time; anomalies stand out by shape, size and colour, and as a list.
import { axes, colour, plot } from './chart.js';
import { byId, coalesced, el, neighbours, number, show, time } from './dom.js';
import * as api from './api.js';

export const KEPT = 2000;
const LISTED = 8;
const NEAR = 16;

export function novelty() {
  let stream = '';
  const scores = new Map();
  let shown = [];
  let chart = null;
  let pointed = null;
  let behind = false;
  const host = el('div', { class: 'plot', 'aria-hidden': 'true' });
  const tip = el('div', { class: 'tip', hidden: true });
  const said = el('p', { class: 'said', id: 'novelty-said' });
  byId('novelty-plot').append(said, el('div', { class: 'plot-frame' }, host, tip));

  /** Nothing moves under a pointer that rests on a document. */
  const draw = coalesced(() => {
    if (pointed !== null) {
      behind = true;
      return;
    }
    behind = false;
    if (scores.size > KEPT) {
      [...scores.keys()].slice(0, scores.size - KEPT).forEach(key => scores.delete(key));
    }
    shown = [...scores.values()].filter(one => one.distance != null).sort((a, b) => a.x - b.x);
    const anomalies = shown.filter(one => one.anomaly);
    summary(anomalies.length);
    list(anomalies.slice(-LISTED).reverse());
    show(host.parentElement, shown.length > 0);
    if (shown.length === 0) return;
    const data = [shown.map(one => one.x), shown.map(one => one.distance)];
    if (chart) chart.setData(data);
    else chart = plot(host, options(), data, 220);
  });

  function summary(anomalies) {
    const warming = scores.size - shown.length;
    said.textContent = shown.length > 0
      ? `The newest ${number(shown.length)} scored documents, ${number(anomalies)} of them anomalies.`
      : warming > 0 ? `${number(warming)} documents came; scores begin when the reference is full.`
        : 'No scores yet: they begin when the stream has a reference (its gathering is told under Health).';
  }

  function options() {
    return {
      axes: axes(number),
      scales: { y: { range: (u, low, high) => [0, Math.max(0.1, (high ?? 1) * 1.08)] } },
      cursor: { y: false, x: false, points: { show: false }, drag: { x: false, y: false } },
      series: [{}, { paths: () => null, points: { show: false } }],
      hooks: { draw: [dots], setCursor: [point] },
    };
  }

  function dots(u) {
    const { ctx } = u;
    const ratio = devicePixelRatio;
    for (const anomaly of [false, true]) {
      ctx.fillStyle = colour(anomaly ? 'critical' : 'dot');
      for (const one of shown) {
        if (one.anomaly !== anomaly) continue;
        const x = u.valToPos(one.x, 'x', true);
        const y = u.valToPos(one.distance, 'y', true);
        const size = (anomaly ? 5.5 : 2.2) * ratio;
        ctx.beginPath();
        if (anomaly) {
          ctx.moveTo(x, y - size);
          ctx.lineTo(x + size, y);
          ctx.lineTo(x, y + size);
          ctx.lineTo(x - size, y);
        } else {
          ctx.arc(x, y, size, 0, 2 * Math.PI);
        }
        ctx.fill();
      }
    }
  }

  /** The document nearest to the pointer, anomalies preferred. */
  function point(u) {
    const { left, top } = u.cursor;
    let best = null;
    let nearest = NEAR;
    if (left >= 0) {
      for (const one of shown) {
        const distance = Math.hypot(u.valToPos(one.x, 'x') - left, u.valToPos(one.distance, 'y') - top)
          - (one.anomaly ? 6 : 0);
        if (distance < nearest) [best, nearest] = [one, distance];
      }
    }
    if (best === pointed) return;
    pointed = best;
    show(tip, best !== null);
    if (best !== null) tell(u, best);
    else if (behind) draw();
  }

  function tell(u, score) {
    const body = el('p', { class: 'text' }, score.text ?? '');
    tip.replaceChildren(el('p', {}, el('b', {}, score.anomaly ? 'Anomaly ' : 'Document '), el('code', {}, score.id), ' ',
      time(score.time)), body,
    el('p', { class: 'muted' }, `distance ${number(score.distance)}, p-value ${number(score.pValue)}`),
    score.neighbours.length ? neighbours(score.neighbours.slice(0, 3)) : '');
    const x = u.valToPos(score.x, 'x') + u.bbox.left / devicePixelRatio;
    const right = x > host.clientWidth / 2;
    tip.style.left = right ? 'auto' : `${x + 14}px`;
    tip.style.right = right ? `${host.clientWidth - x + 14}px` : 'auto';
    if (score.text == null) recall(score, body);
  }

  /** Ordinary scores do not carry their text; the store does. Asked only of a document that the pointer rests on. */
  function recall(score, body) {
    setTimeout(async () => {
      if (pointed !== score) return;
      score.text = await api.text(stream, score.id);
      body.textContent = score.text ?? '';
    }, 150);
  }

  function list(anomalies) {
    const open = new Set([...byId('anomalies').querySelectorAll('details[open]')].map(one => one.dataset.key));
    show(byId('anomalies-none'), anomalies.length === 0);
    byId('anomalies').replaceChildren(...anomalies.map(one => el('li', {},
      el('details', { 'data-key': one.position, open: open.has(one.position) },
        el('summary', {}, el('span', { class: 'text' }, one.text ?? one.id), ' ',
          el('span', { class: 'muted' }, `p ${number(one.pValue)}, `, time(one.time))),
        el('p', { class: 'muted' }, `Distance ${number(one.distance)}. Document `, el('code', {}, one.id), '. Nearest:'),
        neighbours(one.neighbours)))));
  }

  function put(score) {
    scores.set(score.position, { ...score, neighbours: score.neighbours ?? [], x: Date.parse(score.time) / 1000 });
  }

  show(host.parentElement, false);
  draw();
  return {
    reset(name, all) {
      stream = name;
      scores.clear();
      pointed = null;
      show(tip, false);
      all.forEach(put);
      draw();
    },
    add(score) { put(score); draw(); },
  };
}
