// @ts-check
// The client for `<script src>`, as the global `eventLogger`.
import { logger } from './event-logger.js';

const scope = /** @type {any} */ (globalThis);
// The one that was loaded first has what was called, and goes on.
if (!scope.eventLogger?.report) scope.eventLogger = logger;
