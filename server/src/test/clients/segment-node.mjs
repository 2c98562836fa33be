// Segment, from a server: each call's callback says whether its event arrived.
import { Analytics } from '@segment/analytics-node';
import { goesOn, key, pause, report, task, tell, url } from './client.mjs';

const analytics = new Analytics({
  writeKey: key,
  host: url, // it adds /v1/batch
  flushAt: task === 'each' ? 15 : 1,
  flushInterval: 100,
  httpRequestTimeout: 1000,
});
const failures = [];
analytics.on('error', (e) => failures.push(e.code));

/** Calls, and waits for the callback. */
function settled(method, message) {
  return new Promise((resolve) => analytics[method](message, (error) => resolve(error ? 'failed' : 'delivered')));
}

async function each() {
  const timestamp = new Date('2026-11-28T07:32:29.698Z');
  const all = await Promise.all([
    settled('track', { userId: 'u1', event: 'Report Exported', properties: { format: 'pdf', rows: 12 }, timestamp }),
    settled('page', { userId: 'u1', name: 'Orders', properties: { path: '/orders' }, timestamp }),
    settled('identify', { userId: 'u1', traits: { plan: 'pro' }, timestamp }),
    settled('group', { userId: 'u1', groupId: 'g7', traits: { seats: 5 }, timestamp }),
    settled('alias', { userId: 'u1', previousId: 'a1' }),
    settled('screen', { anonymousId: 'a1', name: 'Start', timestamp }),
  ]);
  await analytics.closeAndFlush({ timeout: 5000 });
  report({ all, failures });
}

async function many() {
  const all = [];
  for (let step = 0; goesOn(step); step++) {
    const settling = settled('track', { userId: 'u1', event: 'Segment Step', properties: { step } });
    all.push(settling.finally(() => tell('sent')));
    await pause(50);
  }
  const delivered = (await Promise.all(all)).filter((one) => one === 'delivered').length;
  await analytics.closeAndFlush({ timeout: 5000 });
  report({ sent: all.length, delivered, failures });
}

await (task === 'each' ? each() : many());
