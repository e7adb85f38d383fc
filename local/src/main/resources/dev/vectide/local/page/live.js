// Server-sent events, kept connected. Read with fetch and not with EventSource, which cannot send a key.
import { asked } from './api.js';

const PATIENCE = [1000, 2000, 5000, 10000];
/** Something comes every few seconds, if only a heartbeat: a connection silent for so long is dead. */
const SILENCE = 20000;

/**
 * @param handlers by event type; each gets the parsed data
 * @param onState called with 'live' after every (re)connection, 'waiting' when it breaks
 */
export function connect(path, handlers, onState) {
  let attempt = 0;
  let heard = 0;
  let stop = new AbortController();

  async function open() {
    stop = new AbortController();
    heard = Date.now();
    try {
      const response = await asked(path, { signal: stop.signal, headers: { Accept: 'text/event-stream' } });
      if (!response.ok) throw new Error(`status ${response.status}`);
      await read(response.body.getReader());
    } catch { /* said below */ }
    again();
  }

  async function read(reader) {
    const decoder = new TextDecoder();
    let rest = '';
    let begun = false;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard = Date.now();
      if (!begun) { begun = true; attempt = 0; onState('live'); }
      const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
      rest = blocks.pop();
      blocks.forEach(tell);
    }
  }

  /** One event: lines of `event: …` and `data: …`; comments begin with a colon. */
  function tell(block) {
    const lines = block.split(/\r?\n/);
    const field = name => lines.filter(line => line.startsWith(`${name}:`)).map(line => line.slice(name.length + 1).trimStart());
    const handle = handlers[field('event')[0]];
    if (handle) handle(JSON.parse(field('data').join('\n')));
  }

  function again() {
    onState('waiting');
    heard = Number.POSITIVE_INFINITY;
    setTimeout(open, PATIENCE[Math.min(attempt++, PATIENCE.length - 1)]);
  }

  setInterval(() => { if (Date.now() - heard > SILENCE) stop.abort(); }, 5000);
  open();
}
