// Server-sent events, kept connected.

const PATIENCE = [1000, 2000, 5000, 10000];
/** Statistics come every second: a connection silent for so long is dead, whatever the browser thinks. */
const SILENCE = 20000;

/**
 * @param handlers by event type; each gets the parsed data
 * @param onState called with 'live' after every (re)connection, 'waiting' when it breaks
 */
export function connect(path, handlers, onState) {
  let source;
  let attempt = 0;
  let heard = 0;

  function open() {
    source = new EventSource(path);
    heard = Date.now();
    source.onopen = () => { attempt = 0; heard = Date.now(); onState('live'); };
    source.onerror = again;
    for (const [type, handle] of Object.entries(handlers)) {
      source.addEventListener(type, message => { heard = Date.now(); handle(JSON.parse(message.data)); });
    }
  }

  function again() {
    source.close();
    onState('waiting');
    heard = Number.POSITIVE_INFINITY;
    setTimeout(open, PATIENCE[Math.min(attempt++, PATIENCE.length - 1)]);
  }

  setInterval(() => { if (Date.now() - heard > SILENCE) again(); }, 5000);
  open();
}
