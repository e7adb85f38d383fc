// Elements and words. Data enters the page only as text nodes and attributes made here: never as markup.

export const byId = id => document.getElementById(id);

/** An element; children may be elements, strings, or nothing. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter(child => child != null));
  return element;
}

/** Shows the sections of which `shown` is true. */
export const show = (element, shown) => { element.hidden = !shown; };

/** 1234567 as 1,234,567; 0.01234 as 0.0123; nothing as a dash. */
export function number(value, digits = 3) {
  if (value == null || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) return value.toLocaleString('en');
  if (size >= 1e6) return value.toExponential(1).replace('e+', 'e');
  if (size >= 100) return Math.round(value).toLocaleString('en');
  if (size >= 0.001 || size === 0) return String(Number(value.toPrecision(digits)));
  return value.toExponential(1);
}

export const percent = value => (value == null ? '–' : `${number(100 * value)} %`);

const SECONDS = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const MINUTES = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** Local time of day; `seconds` since the epoch. */
export const clock = (seconds, exact = true) => (exact ? SECONDS : MINUTES).format(1000 * seconds);

/** A time element: time of day, with the date where it is not today, the exact instant in its title. */
export function time(instant) {
  const at = new Date(instant);
  const today = at.toDateString() === new Date().toDateString();
  return el('time', { datetime: at.toISOString(), title: at.toISOString() },
    today ? clock(at / 1000) : `${at.toLocaleDateString()} ${clock(at / 1000)}`);
}

/** `participation_ratio` as "participation ratio". */
export const words = name => name.replaceAll('_', ' ').replaceAll('.', ' ');

/** Nearest neighbours as a list. */
export function neighbours(list) {
  return el('ul', { class: 'neighbours' }, list.map(near => el('li', {},
    el('span', { class: 'similarity' }, near.similarity.toFixed(3)),
    el('span', {}, near.text ?? '', ' ', el('code', {}, near.id)))));
}

/** Calls `draw` soon, at most once every `every` milliseconds however often it is asked. */
export function coalesced(draw, every = 400) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; draw(); }, every);
  };
}
