// Asks the store.
import { byId, el, number, time } from './dom.js';
import * as api from './api.js';

export function search(stream) {
  const said = byId('search-said');
  let asked = 0;

  async function go(event) {
    event.preventDefault();
    const turn = ++asked;
    const text = byId('query').value.trim();
    if (text === '' || stream() === '') {
      said.textContent = stream() === '' ? 'There is no stream to search yet.' : '';
      return;
    }
    said.textContent = 'Searching…';
    const start = performance.now();
    try {
      const hits = await api.search(stream(), text, Number(byId('k').value));
      if (turn !== asked) return;
      byId('hits').replaceChildren(...hits.map(hit));
      said.textContent = hits.length === 0 ? `Nothing is stored in ${stream()} yet.`
        : `${hits.length} nearest in ${stream()}, in ${number(Math.round(performance.now() - start))} ms.`;
    } catch (problem) {
      if (turn !== asked) return;
      byId('hits').replaceChildren();
      said.textContent = `No answer: ${problem.message}`;
    }
  }

  byId('search-form').addEventListener('submit', go);
  return { clear() { asked++; byId('hits').replaceChildren(); said.textContent = ''; } };
}

/** Names that begin with an underscore are the store's own: of those only the time is shown. */
function hit(point) {
  const { text, _time, ...rest } = point.payload ?? {};
  const attributes = Object.entries(rest).filter(([name]) => !name.startsWith('_'));
  return el('li', { class: 'hit' },
    el('p', { class: 'text' }, text ?? '(text not stored)'),
    el('p', { class: 'muted' },
      el('span', { class: 'similarity' }, `similarity ${point.score.toFixed(3)}`), ' ',
      _time ? [time(_time), ' '] : null,
      el('code', {}, String(point.id)), ' ',
      attributes.map(([name, value]) => [el('span', { class: 'chip' }, `${name}: ${shown(value)}`), ' '])));
}

const shown = value => (Array.isArray(value) ? value.join(', ') : String(value));
