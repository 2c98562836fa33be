// PostHog, from a server.
import { PostHog } from 'posthog-node';
import { key, pause, report, task, tell, url } from './client.mjs';

const failures = [];
const posthog = new PostHog(key, {
  host: url,
  flushAt: task === 'each' ? 20 : 1,
  flushInterval: 100,
  fetchRetryCount: 30,
  fetchRetryDelay: 300,
  requestTimeout: 1000,
});
posthog.on('error', (e) => failures.push(String(e.message ?? e)));

if (task === 'each') {
  const timestamp = new Date('2026-11-28T07:32:28.059Z');
  posthog.capture({ distinctId: 'u1', event: 'report exported', properties: { format: 'pdf', rows: 12 }, timestamp });
  posthog.capture({ distinctId: 'u1', event: '$pageview', properties: { $current_url: 'https://example.org/orders' }, timestamp });
  posthog.identify({ distinctId: 'u1', properties: { plan: 'pro' } });
} else {
  for (let i = 0; i < Number(task); i++) {
    posthog.capture({ distinctId: 'u1', event: 'step taken', properties: { step: i } });
    tell('sent');
    await pause(20);
  }
}
await posthog.shutdown(20_000);
report({ failures });
