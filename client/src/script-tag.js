// @ts-check
// The client for `<script src>`, as the global `eventLogger`.
import { logger } from './event-logger.js';

/** @type {any} */ (globalThis).eventLogger = logger;
