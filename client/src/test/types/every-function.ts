// Compiled, never run: what a page that is written in TypeScript may do, and, by what must be an error, what it may not.
import { Logger, consent, flush, identify, init, logger, report, type Entry, type Message, type Options, type Report, type Store } from 'event-logger-client';
import { offline } from 'event-logger-client/offline';
import { vitals } from 'event-logger-client/vitals';

const options: Options = {
  url: 'https://events.example.org/v1/events',
  key: 'el_client',
  consent: 'pending',
  privacySignals: false,
  sample: 0.5,
  session: 'tab',
  params: { application: 'orders' },
  views: true,
  clicks: true,
  errors: true,
  urlParams: ['page'],
  mask: /iban/i,
  interval: 1000,
  timeout: 5000,
  maxWaiting: 1 << 20,
  maxAge: 60_000,
  beforeSend: (event) => (event.name === 'noise' ? null : event),
  onDrop: (reason: string, count: number) => console.warn(reason, count),
  store: offline('orders'),
};
init(options);
logger.init({});
vitals(logger);

const own: Logger = new Logger((m: Message) => (m.params['persistent'] = 'value'), { params: { view: 7 }, subject: 'view:7' });
own.log('HELLO WORLD', { test: 'value', foo: 'bar' });
own.log('HELLO WORLD', { test: 'value', foo: 'bar' }, 'my_log');
own.audit('shared', { with: 'ada' }, 'entity-shared');
own.usage('opened');
own.debug('d');
own.info('i', { n: 1n });
own.warning('w');
own.error('Error!', 'at f (app.js:1)');
own.error(new Error('bad'), { step: 3 }, 'at f (app.js:1)');
own.trackView('ADHOC_QUERY', 'RESULTS', { rows: 12 });
own.trackClick({ component: 'ADHOC_QUERY', element: 'RUN_QUERY_BUTTON', aux: { rows: 12 } });
own.record('https://example.org/report-export', '1', { format: 'pdf' });
const done: (params?: Record<string, unknown>) => void = own.with({ tab: 2 }, 'table:3').time('query');
done({ rows: 7 });

identify('ada');
identify(7);
identify(null);
consent('granted');
const sent: Promise<void> = flush();
const told: Report = report();
const balance: boolean = told.called + told.restored === told.received + Object.values(told.dropped).reduce((a, b) => a + b, 0) + told.waiting;

const kept: Entry[] = [];
const store: Store = { open() {}, add: (entry) => kept.push(entry), remove() {}, clear() {} };

// @ts-expect-error no level of that name is taken from a page
const wrong: Message = { level: 'AUDIT', params: {}, type: 'log' };
// @ts-expect-error a state of consent is one of three
consent('maybe');
// @ts-expect-error no such option
init({ endpoint: '/v1/events' });

export { balance, sent, store, wrong };
