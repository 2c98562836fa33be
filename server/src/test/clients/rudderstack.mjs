// RudderStack, from a server.
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { key, pause, report, task, tell, url } from './client.mjs';

const failures = [];
const client = new RudderAnalytics(key, {
  dataPlaneUrl: url, // it adds /v1/batch
  flushAt: 1,
  flushInterval: 100,
  retryCount: 10,
  axiosConfig: { timeout: 1000 },
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

async function many(count) {
  const all = [];
  for (let i = 0; i < count; i++) {
    all.push(settled('track', { userId: 'u1', event: 'Step Taken', properties: { step: i } }).finally(() => tell('sent')));
    await pause(20);
  }
  report({ delivered: (await Promise.all(all)).filter((one) => one === 'delivered').length, failures });
}

await (task === 'each' ? each() : many(Number(task)));
