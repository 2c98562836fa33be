package dev.eventlogger.sink.cloudwatch;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A client of the service, and the credentials to sign in with. Thread-safe.
 *
 * @param client for requests
 * @param credentials closed together with the client; null if there is nothing to close
 */
record Connection(CloudWatchLogsClient client, @Nullable SdkAutoCloseable credentials)
    implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(40);

  /** Makes a connection; tests have their own. */
  interface Opener {
    Connection open(CloudWatchSettings settings);
  }

  /**
   * Prepares a client. Nothing is sent before its first request.
   *
   * @param retries how the client itself retries
   * @throws IllegalArgumentException if there is no region
   */
  static Connection open(CloudWatchSettings settings, RetryStrategy retries) {
    Region region = region(settings);
    AwsCredentialsProvider provider = credentials(settings, region);
    CloudWatchLogsClient client =
        CloudWatchLogsClient.builder()
            .region(region)
            .credentialsProvider(provider)
            .httpClientBuilder(http())
            .applyMutation(
                builder ->
                    Optional.ofNullable(settings.endpoint()).ifPresent(builder::endpointOverride))
            .overrideConfiguration(
                configuration ->
                    configuration.retryStrategy(retries).apiCallAttemptTimeout(CALL_TIMEOUT))
            .build();
    return new Connection(client, provider instanceof SdkAutoCloseable closing ? closing : null);
  }

  private static UrlConnectionHttpClient.Builder http() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(CONNECT_TIMEOUT)
        .socketTimeout(ANSWER_TIMEOUT);
  }

  private static Region region(CloudWatchSettings settings) {
    if (settings.region() != null) {
      return Region.of(settings.region());
    }
    try {
      return DefaultAwsRegionProviderChain.builder()
          .profileName(settings.profile())
          .build()
          .getRegion();
    } catch (SdkClientException e) {
      throw new IllegalArgumentException(
          "region is required, such as eu-central-1: neither AWS_REGION, nor the profile, nor the"
              + " machine names one",
          e);
    }
  }

  private static AwsCredentialsProvider credentials(CloudWatchSettings settings, Region region) {
    AwsCredentialsProvider own = ownCredentials(settings);
    CloudWatchSettings.Role role = settings.role();
    if (role == null) {
      return own;
    }
    StsClient sts =
        StsClient.builder()
            .region(region)
            .credentialsProvider(own)
            .httpClientBuilder(http())
            .applyMutation(
                builder ->
                    Optional.ofNullable(role.endpoint()).ifPresent(builder::endpointOverride))
            .build();
    return new AssumedRole(sts, own, role);
  }

  private static AwsCredentialsProvider ownCredentials(CloudWatchSettings settings) {
    String id = settings.accessKeyId();
    String secret = settings.secretAccessKey();
    if (id != null && secret != null) {
      String token = settings.sessionToken();
      return StaticCredentialsProvider.create(
          token == null
              ? AwsBasicCredentials.create(id, secret)
              : AwsSessionCredentials.create(id, secret, token));
    }
    if (settings.profile() != null) {
      return ProfileCredentialsProvider.create(settings.profile());
    }
    return DefaultCredentialsProvider.builder().build();
  }

  /** The credentials of a role, which are renewed in time. */
  private static final class AssumedRole implements AwsCredentialsProvider, SdkAutoCloseable {

    private final StsClient sts;
    private final AwsCredentialsProvider own;
    private final StsAssumeRoleCredentialsProvider assumed;

    AssumedRole(StsClient sts, AwsCredentialsProvider own, CloudWatchSettings.Role role) {
      this.sts = sts;
      this.own = own;
      assumed =
          StsAssumeRoleCredentialsProvider.builder()
              .stsClient(sts)
              .refreshRequest(
                  request ->
                      request
                          .roleArn(role.arn())
                          .roleSessionName(role.sessionName())
                          .externalId(role.externalId()))
              .build();
    }

    @Override
    public software.amazon.awssdk.auth.credentials.AwsCredentials resolveCredentials() {
      return assumed.resolveCredentials();
    }

    @Override
    public void close() {
      assumed.close();
      sts.close();
      if (own instanceof SdkAutoCloseable closing) {
        closing.close();
      }
    }
  }

  @Override
  public void close() {
    client.close();
    if (credentials != null) {
      credentials.close();
    }
  }
}
