// The CloudEvents SDK makes messages, and leaves it to the application to send them, and to send them again. Its own
// httpTransport takes every answer for a success, so this has a transport of its own.
import { CloudEvent, emitterFor, HTTP, httpTransport, Mode } from 'cloudevents';
import { goesOn, pause, report, task, tell, url } from './client.mjs';

const TRIES = 300;

/** Sends a message until it is answered with success. */
async function send(message) {
  for (let tries = 1; ; tries++) {
    const status = await post(message);
    if (status >= 200 && status < 300) {
      return { status, tries };
    }
    if (tries === TRIES) {
      throw new Error(`answered ${status} after ${tries} tries`);
    }
    await pause(200);
  }
}

async function post({ headers, body }) {
  try {
    const options = { method: 'POST', headers, body, signal: AbortSignal.timeout(1000) };
    return (await fetch(`${url}/ce`, options)).status;
  } catch {
    return 0; // no answer
  }
}

function click(id, data = { element: 'RUN', text: 'naïve 日本' }, time = new Date().toISOString()) {
  return new CloudEvent({
    id,
    time,
    type: 'com.example.click',
    source: '/app',
    subject: `query:${id}`,
    data,
  });
}

async function inEachMode() {
  const time = '2026-11-28T07:32:36.872Z';
  const binary = await emitterFor(send, { mode: Mode.BINARY })(click('binary', undefined, time));
  const structured = await emitterFor(send, { mode: Mode.STRUCTURED })(click('structured', undefined, time));
  // The SDK reads batches, and does not write them; a batch is an array of its structured events.
  const batched = await send({
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify([click('first', undefined, time), click('second', undefined, time)]),
  });
  const own = await emitterFor(httpTransport(`${url}/ce`), { mode: Mode.BINARY })(click('own', undefined, time));
  report({ binary, structured, batched, own: own.body });
}

async function handshake() {
  const answer = await fetch(`${url}/ce`, {
    method: 'OPTIONS',
    headers: {
      'WebHook-Request-Origin': 'events.example.org',
      'WebHook-Request-Callback': `${url}/never-called`,
      'WebHook-Request-Rate': '120',
    },
  });
  const { status, headers } = answer;
  report({ status, origin: headers.get('webhook-allowed-origin'), rate: headers.get('webhook-allowed-rate') });
}

async function many() {
  const emit = emitterFor(send, { mode: Mode.STRUCTURED });
  let step = 0;
  for (; goesOn(step); step++) {
    await emit(click(`ce-${step}`, { step }));
    tell('sent');
    await pause(50);
  }
  report({ sent: step });
}

if (task === 'modes') {
  await inEachMode();
} else if (task === 'handshake') {
  await handshake();
} else {
  await many();
}
