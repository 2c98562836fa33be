// @ts-check
// The client for `<script src>`, as the global `eventLogger`.
import { logger } from './event-logger.js';

// The one that was loaded first has what was called, and goes on.
if (!(/** @type {any} */ (globalThis).eventLogger?.report)) /** @type {any} */ (globalThis).eventLogger = logger;
