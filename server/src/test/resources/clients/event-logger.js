// What a test does with the client: the options are in the page's URL, all else comes from the test.
import * as client from '/client.js';
import { offline } from '/client.offline.js';
import { vitals } from '/client.vitals.js';

const { init = true, store, ...options } = JSON.parse(new URLSearchParams(location.search).get('options') ?? '{}');
Object.assign(window, { client, logger: client.logger, drops: {}, offline, vitals });
window.onDrop = (reason, count) => void (drops[reason] = (drops[reason] ?? 0) + count);
// A test gives options that are functions, or calls before, by itself.
window.begin = (more) => client.init({ interval: 50, views: false, ...options, ...(store && { store: offline() }), onDrop, ...more });
if (init) begin();

// Here, since browsers tell no page of what a script from outside has rejected.
window.fails = (message) => setTimeout(() => { throw new TypeError(message); });
window.rejects = (message) => setTimeout(() => void Promise.reject(new RangeError(message)));

window.settled = async () => {
  for (;;) {
    await client.flush();
    const report = client.report();
    if (!report.waiting) return { ...report, told: drops };
    await new Promise((done) => setTimeout(done, 20));
  }
};
