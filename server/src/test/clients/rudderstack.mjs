// RudderStack, from a server.
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { goesOn, key, pause, report, task, tell, url } from './client.mjs';

const failures = [];
const client = new RudderAnalytics(key, {
  dataPlaneUrl: url, // it adds /v1/batch
  flushAt: task === 'on' ? 20 : 1,
  flushInterval: 100,
  retryCount: 10,
  axiosConfig: { timeout: task === 'on' ? 20_000 : 1000 }, // none unless it is set
  axiosRetryConfig: { shouldResetTimeout: true }, // else all tries together have the time of one
  logLevel: 'error',
  errorHandler: (e) => failures.push(String(e.message)),
});

/** Calls, and waits for the callback. */
function settled(method, message) {
  return new Promise((resolve) => client[method](message, (error) => resolve(error ? 'failed' : 'delivered')));
}

async function each() {
  const timestamp = new Date('2026-11-28T07:32:29.698Z');
  const all = [];
  all.push(await settled('track', { userId: 'u1', event: 'Report Exported', properties: { format: 'pdf', rows: 12 }, timestamp }));
  all.push(await settled('page', { userId: 'u1', name: 'Orders', properties: { path: '/orders' }, timestamp }));
  all.push(await settled('identify', { userId: 'u1', traits: { plan: 'pro' }, timestamp }));
  report({ all, failures });
}

async function many() {
  const all = [];
  for (let step = 0; goesOn(step); step++) {
    const settling = settled('track', { userId: 'u1', event: 'RudderStack Step', properties: { step } });
    all.push(settling.finally(() => tell('sent')));
    await pause(50);
  }
  const delivered = (await Promise.all(all)).filter((one) => one === 'delivered').length;
  report({ sent: all.length, delivered, failures });
}

await (task === 'each' ? each() : many());
