// The routes this page reads.

/** An answer other than success; the message is the problem's detail. */
export class Problem extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Kept until the tab is closed, and sent to this server only. */
const KEY = 'vectide-key';
let onRefused = () => {};

/** @param handle called when a key is needed, or the one there is not known */
export function whenRefused(handle) {
  onRefused = handle;
}

export function useKey(key) {
  sessionStorage.setItem(KEY, key);
}

/** The response to a request with the key, if there is one. */
export async function asked(path, init = {}) {
  const key = sessionStorage.getItem(KEY);
  const headers = key ? { ...init.headers, Authorization: `Bearer ${key}` } : init.headers;
  const response = await fetch(path, { ...init, headers });
  if (response.status === 401) onRefused(Boolean(key));
  return response;
}

async function ask(path, init) {
  let response;
  try {
    response = await asked(path, init);
  } catch {
    throw new Problem(0, 'Vectide does not answer.');
  }
  const body = await response.text();
  let json = null;
  try {
    json = JSON.parse(body);
  } catch { /* not JSON: the text itself is the message */ }
  if (!response.ok) {
    throw new Problem(response.status, json?.detail ?? json?.status?.error ?? json?.title ?? (body || response.statusText));
  }
  return json;
}

const part = encodeURIComponent;

export const streams = async () => (await ask('/v1/streams')).streams.map(stream => stream.name ?? stream);

export const health = async (stream, history) =>
  (await ask(`/v1/streams/${part(stream)}/health?history=${history}`)).reports;

export const scores = async (stream, limit, anomalies = false) =>
  (await ask(`/v1/streams/${part(stream)}/scores?limit=${limit}${anomalies ? '&anomalies=true' : ''}`)).scores;

export const alerts = async () => (await ask('/v1/alerts')).alerts;

export const search = async (stream, text, limit) =>
  (await ask(`/collections/${part(stream)}/points/query`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: { text }, limit, with_payload: true }),
  })).result.points;

/** The stored text of a document, or null. */
export async function text(stream, id) {
  try {
    return (await ask(`/collections/${part(stream)}/points/${part(id)}`)).result.payload?.text ?? null;
  } catch {
    return null;
  }
}

/** Null when ready, else the reason. */
export async function notReady() {
  try {
    await ask('/readyz');
    return null;
  } catch (problem) {
    return problem.message;
  }
}
