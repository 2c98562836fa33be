package dev.eventlogger.server.api;

import dev.eventlogger.server.access.Admission;
import dev.eventlogger.server.reading.ReadableLogs;
import java.time.Clock;

/**
 * What all endpoints that read logs share.
 *
 * @param logs the logs that can be read
 * @param readers the threads that wait for stores
 * @param admission admits callers
 * @param audit records who reads
 * @param clock the clock that relative times such as an age count back from
 */
public record ReadingParts(
    ReadableLogs logs, Readers readers, Admission admission, ReadAudit audit, Clock clock) {}
