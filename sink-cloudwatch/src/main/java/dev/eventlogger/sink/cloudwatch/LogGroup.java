package dev.eventlogger.sink.cloudwatch;

import dev.eventlogger.spi.SinkException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * Creates the log group and its streams where they are missing, and sets how long the group keeps
 * events. Other processes may do the same at the same time. For one thread.
 */
final class LogGroup {

  private static final Logger LOGGER = System.getLogger(LogGroup.class.getName());

  private final CloudWatchLogsClient client;
  private final CloudWatchSettings settings;
  private boolean isRetentionToSet;

  LogGroup(CloudWatchLogsClient client, CloudWatchSettings settings) {
    this.client = client;
    this.settings = settings;
    isRetentionToSet = settings.retentionDays() != null;
  }

  /** The group's name for messages. */
  String shown() {
    return "log group " + settings.logGroup();
  }

  /**
   * Creates a stream, and the group if that is missing as well.
   *
   * @throws SinkException if creating is switched off, not allowed, or does not work now
   */
  void create(String stream) throws SinkException {
    if (!settings.create()) {
      throw SinkException.misconfigured(
          shown() + " or its stream " + stream + " is missing; make it, or set create: true", null);
    }
    if (!createStream(stream)) {
      createGroup();
      if (!createStream(stream)) {
        throw SinkException.unavailable(shown() + " was made, and is not there yet", null);
      }
    }
  }

  /** Creates a stream; false if there is no group. */
  private boolean createStream(String stream) throws SinkException {
    try {
      client.createLogStream(
          request -> request.logGroupName(settings.logGroup()).logStreamName(stream));
      return true;
    } catch (ResourceAlreadyExistsException e) {
      return true;
    } catch (ResourceNotFoundException e) {
      return false;
    } catch (SdkException e) {
      throw CloudWatchFailures.of(e, "logs:CreateLogStream", shown());
    }
  }

  private void createGroup() throws SinkException {
    Map<String, String> tags = settings.tags();
    try {
      client.createLogGroup(
          request -> request.logGroupName(settings.logGroup()).tags(tags.isEmpty() ? null : tags));
      isRetentionToSet = settings.retentionDays() != null;
    } catch (ResourceAlreadyExistsException e) {
      // Another process was faster.
    } catch (SdkException e) {
      String actions = tags.isEmpty() ? "" : " and logs:TagResource";
      throw CloudWatchFailures.of(e, "logs:CreateLogGroup" + actions, shown());
    }
  }

  /**
   * Sets the retention, once; to be called when the group is known to exist. Events matter more
   * than their retention: a failure is logged, and does not hold up events.
   */
  void setRetention() {
    if (!isRetentionToSet) {
      return;
    }
    isRetentionToSet = false;
    try {
      client.putRetentionPolicy(
          request ->
              request.logGroupName(settings.logGroup()).retentionInDays(settings.retentionDays()));
    } catch (SdkException e) {
      SinkException failure = CloudWatchFailures.of(e, "logs:PutRetentionPolicy", shown());
      // Unless this may pass, a person has to act first, so it is not tried with every batch.
      isRetentionToSet = failure.kind() == SinkException.Kind.UNAVAILABLE;
      LOGGER.log(
          Level.WARNING,
          shown()
              + ": retention_days is not set; events are delivered all the same: "
              + failure.getMessage());
    }
  }
}
