package dev.eventlogger.sink.cloudwatch;

import dev.eventlogger.spi.SinkException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DataAlreadyAcceptedException;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Puts events into log streams, and records what the service says of each. For one thread. */
final class StreamWriter {

  private final CloudWatchLogsClient client;
  private final String groupName;
  private final LogGroup group;

  StreamWriter(CloudWatchLogsClient client, String groupName, LogGroup group) {
    this.client = client;
    this.groupName = groupName;
    this.group = group;
  }

  /**
   * Puts the events of one stream, in as many calls as it takes.
   *
   * @throws SinkException at the first call that fails; verdicts recorded before that stand
   * @throws InterruptedException between two calls, if the thread was interrupted
   */
  void write(String stream, List<Entry> entries, Verdicts verdicts)
      throws SinkException, InterruptedException {
    for (List<Entry> call : Calls.of(entries)) {
      if (Thread.interrupted()) {
        throw new InterruptedException("between two calls for " + group.shown());
      }
      put(stream, call, verdicts);
    }
  }

  private void put(String stream, List<Entry> call, Verdicts verdicts) throws SinkException {
    try {
      PutLogEventsResponse answer;
      try {
        answer = send(stream, call);
      } catch (ResourceNotFoundException e) {
        group.create(stream);
        answer = send(stream, call);
      }
      note(call, answer.rejectedLogEventsInfo(), verdicts);
      group.setRetention();
    } catch (DataAlreadyAcceptedException e) {
      call.forEach(verdicts::deliver);
    } catch (InvalidParameterException e) {
      putHalves(stream, call, verdicts, e);
    } catch (SdkException e) {
      throw CloudWatchFailures.of(e, "logs:PutLogEvents", group.shown() + ", stream " + stream);
    }
  }

  private PutLogEventsResponse send(String stream, List<Entry> call) {
    List<InputLogEvent> events =
        call.stream()
            .map(
                entry ->
                    InputLogEvent.builder()
                        .timestamp(entry.millis())
                        .message(entry.message())
                        .build())
            .toList();
    return client.putLogEvents(
        request -> request.logGroupName(groupName).logStreamName(stream).logEvents(events));
  }

  /**
   * Halves a refused call to find the event that the service refuses: the names are known to be
   * legal.
   */
  private void putHalves(
      String stream, List<Entry> call, Verdicts verdicts, InvalidParameterException refusal)
      throws SinkException {
    if (call.size() == 1) {
      verdicts.reject(call.get(0).event(), "refused: " + CloudWatchFailures.code(refusal));
      return;
    }
    int half = call.size() / 2;
    put(stream, call.subList(0, half), verdicts);
    put(stream, call.subList(half, call.size()), verdicts);
  }

  /**
   * Records what became of the events of a call that the service took: the first may be too old,
   * the last too new.
   */
  private static void note(
      List<Entry> call, @Nullable RejectedLogEventsInfo rejected, Verdicts verdicts) {
    int tooOldEnd = rejected == null ? 0 : or(rejected.tooOldLogEventEndIndex(), 0);
    int expiredEnd = rejected == null ? 0 : or(rejected.expiredLogEventEndIndex(), 0);
    int tooNewStart =
        rejected == null ? call.size() : or(rejected.tooNewLogEventStartIndex(), call.size());
    for (int i = 0; i < call.size(); i++) {
      if (i < tooOldEnd) {
        verdicts.reject(
            call.get(i).event(),
            "too old: CloudWatch Logs takes no event of more than 14 days ago");
      } else if (i < expiredEnd) {
        verdicts.reject(
            call.get(i).event(), "expired: it is older than the log group retains events");
      } else if (i >= tooNewStart) {
        verdicts.reject(
            call.get(i).event(),
            "too new: CloudWatch Logs takes no event of more than 2 hours in the future");
      } else {
        verdicts.deliver(call.get(i));
      }
    }
  }

  private static int or(@Nullable Integer index, int otherwise) {
    return index == null ? otherwise : index;
  }
}
