// PostHog, from a server.
import { PostHog } from 'posthog-node';
import { goesOn, key, pause, report, task, tell, url } from './client.mjs';

const failures = [];
let step = 0;
const posthog = new PostHog(key, {
  host: url,
  flushAt: task === 'each' ? 20 : 1,
  flushInterval: 100,
  fetchRetryCount: 200, // 3 unless it is set
  fetchRetryDelay: 300, // 3000 unless it is set
  requestTimeout: 1000,
});
posthog.on('error', (e) => failures.push(String(e.message ?? e)));

if (task === 'each') {
  const timestamp = new Date('2026-11-28T07:32:28.059Z');
  posthog.capture({ distinctId: 'u1', event: 'report exported', properties: { format: 'pdf', rows: 12 }, timestamp });
  posthog.capture({ distinctId: 'u1', event: '$pageview', properties: { $current_url: 'https://example.org/orders' }, timestamp });
  posthog.identify({ distinctId: 'u1', properties: { plan: 'pro' } });
} else {
  for (; goesOn(step); step++) {
    posthog.capture({ distinctId: 'u1', event: 'posthog step', properties: { step } });
    tell('sent');
    await pause(50);
  }
}
await posthog.shutdown(20_000);
report({ sent: step, failures });
