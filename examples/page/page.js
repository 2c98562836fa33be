import { Logger, init, logger, report } from 'http://127.0.0.1:8787/client.js';

init({ url: 'http://127.0.0.1:8787/v1/events', interval: 500, onDrop: (reason, count) => console.warn(count, 'lost:', reason) });

const orders = new Logger((m) => (m.params.application = 'orders'), { subject: 'order:1001' });

/** @param {string} id @param {() => void} action */
const on = (id, action) => document.getElementById(id)?.addEventListener('click', action);

on('export', () => orders.usage('exported', { format: 'csv', rows: 12 }, 'report-export'));
on('query', () => {
  const done = orders.time('query');
  setTimeout(() => done({ rows: 7 }), 50);
});
on('fail', () => {
  throw new TypeError('the order is gone');
});
on('next', () => history.pushState({}, '', `?page=${Date.now()}#/orders/2`));

setInterval(() => {
  const { called, received, waiting } = report();
  const output = document.getElementById('report');
  if (output) output.textContent = `${called} called, ${received} received, ${waiting} waiting`;
}, 200);
logger.info('ready');
