// JupyterLab: emits an event, and listens to the stream of events.
import { EventManager, ServerConnection } from '@jupyterlab/services';
import WebSocket from 'ws';
import { key, report, task, url } from './client.mjs';

let opened;
const isOpen = new Promise((resolve) => (opened = resolve));
class Socket extends WebSocket {
  constructor(...where) {
    super(...where);
    this.on('open', opened);
    this.on('error', () => {}); // the manager hears that it is closed, and tries again
  }
}

const manager = new EventManager({
  serverSettings: ServerConnection.makeSettings({
    baseUrl: url,
    wsUrl: url.replace(/^http/, 'ws'),
    token: key,
    appendToken: true,
    WebSocket: Socket,
  }),
});

async function emitAndListen() {
  await isOpen;
  const streamed = manager.stream[Symbol.asyncIterator]().next();
  await manager.emit({
    schema_id: 'https://example.org/run-cell',
    version: '1',
    data: { cell: 7, kernel: 'python3' },
  });
  let refusal = null;
  try {
    await manager.emit({ schema_id: 'https://example.org/run-cell', version: '1', data: { cell: 'seven' } });
  } catch (e) {
    refusal = { status: e.response.status, body: await e.response.json() };
  }
  const { value } = await streamed;
  manager.dispose();
  report({ streamed: value, refusal });
}

async function many(count) {
  const emitted = [];
  for (let cell = 0; cell < count; cell++) {
    try {
      await manager.emit({ schema_id: 'https://example.org/run-cell', version: '1', data: { cell } });
      emitted.push('emitted');
    } catch (e) {
      emitted.push(e.response ? `answered ${e.response.status}` : 'failed');
    }
  }
  manager.dispose();
  report({ emitted });
}

await (task === 'listen' ? emitAndListen() : many(Number(task)));
