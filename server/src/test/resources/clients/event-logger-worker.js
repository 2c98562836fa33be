import { flush, init, logger, report } from '/client.js';

init({ url: '/v1/events' });
logger.log('from a worker', { scope: typeof document });
Promise.reject(new Error('in the worker'));
setTimeout(() => flush().then(() => postMessage(report())), 50);
