// OpenTelemetry's log exporters, in JSON and in Protobuf.
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter as JsonExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { goesOn, key, pause, report, task, tell, url } from './client.mjs';

const [encoding, count] = task.split(' ');
const Exporter = encoding === 'json' ? JsonExporter : ProtobufExporter;
const exporter = new Exporter({
  url: `${url}/v1/logs`,
  headers: key === 'none' ? {} : { Authorization: `Bearer ${key}` },
  compression: encoding === 'json' ? 'none' : 'gzip',
  timeoutMillis: 20_000,
});

/** The exporter, which tells what it says to the processor. */
const results = [];
const exported = [];
const telling = {
  export: (records, done) =>
    exporter.export(records, (result) => {
      results.push(result.error ? String(result.error.message) : 'exported');
      if (!result.error) {
        exported.push(...records.map((record) => record.attributes.step));
      }
      records.forEach(() => tell('sent'));
      done(result);
    }),
  shutdown: () => exporter.shutdown(),
  forceFlush: () => exporter.forceFlush(),
};
const provider = new LoggerProvider({
  resource: resourceFromAttributes({ 'service.name': 'shop' }),
  processors: [new BatchLogRecordProcessor({ exporter: telling, scheduledDelayMillis: 100, exportTimeoutMillis: 25_000 })],
});
const logger = provider.getLogger('checkout');

let step = 0;
if (count) {
  for (; goesOn(step, count); step++) {
    logger.emit({ eventName: `otlp ${encoding} step`, attributes: { step } });
    await pause(50);
  }
} else {
  logger.emit({
    eventName: 'report.exported',
    timestamp: new Date('2026-11-28T07:32:36.474Z'),
    severityNumber: SeverityNumber.WARN,
    severityText: 'WARN',
    body: 'exported late',
    attributes: { 'enduser.id': 'u1', format: 'pdf', rows: 12, ratio: 0.5, nested: { b: [1, 2] } },
  });
  logger.emit({ body: 'only text' });
}
await provider.shutdown();
report({ sent: step, results, exported });
