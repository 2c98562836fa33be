package dev.eventlogger.formats.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/** What posthog-js is told when it asks what it may do: send events, and nothing else. */
final class PosthogFeatures {

  /**
   * Turns each feature off, so that posthog-js loads no more scripts and asks for no flags. It
   * captures clicks only where the configuration allows it.
   */
  private static final String CONFIG =
      "{\"supportedCompression\":[\"gzip\",\"gzip-js\"],\"hasFeatureFlags\":false,"
          + "\"autocapture_opt_out\":false,\"elementsChainAsString\":true,"
          + "\"captureDeadClicks\":false,\"capturePerformance\":false,"
          + "\"autocaptureExceptions\":false,\"sessionRecording\":false,\"heatmaps\":false,"
          + "\"surveys\":false,\"siteApps\":[],\"toolbarParams\":{},\"isAuthenticated\":false}";

  private static final String FLAGS =
      "{\"flags\":{},\"featureFlags\":{},\"featureFlagPayloads\":{},"
          + "\"errorsWhileComputingFlags\":false,"
          + "\"supportedCompression\":[\"gzip\",\"gzip-js\"],\"sessionRecording\":false,"
          + "\"siteApps\":[]}";

  /**
   * An empty script, so that posthog-js asks for the configuration in JSON, which need not name its
   * key.
   */
  private static final String NO_SCRIPT = "/* see config */\n";

  private PosthogFeatures() {}

  static Answer config() {
    return answer("application/json", CONFIG);
  }

  static Answer flags() {
    return answer("application/json", FLAGS);
  }

  static Answer script() {
    return answer("application/javascript", NO_SCRIPT);
  }

  private static Answer answer(String contentType, String body) {
    return new Answer(200, contentType, body.getBytes(UTF_8), Map.of());
  }
}
