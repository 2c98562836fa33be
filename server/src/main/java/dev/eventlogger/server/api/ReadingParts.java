package dev.eventlogger.server.api;

import dev.eventlogger.server.access.Admission;
import dev.eventlogger.server.reading.ReadableLogs;
import java.time.Clock;

/**
 * What every path that reads logs stands on.
 *
 * @param logs those that can be read
 * @param readers the threads that wait for stores
 * @param admission lets in who may
 * @param audit notes who reads
 * @param clock what times back are counted from
 */
public record ReadingParts(
    ReadableLogs logs, Readers readers, Admission admission, ReadAudit audit, Clock clock) {}
