package dev.eventlogger.sink.elasticsearch;

import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.testkit.EventLoggerContract;
import java.util.List;
import java.util.Map;

final class ElasticsearchContractIT extends EventLoggerContract {

  private static final TestServer SERVER = TestServer.shared();

  private final TestIndices indices = new TestIndices(SERVER, "contract");

  @Override
  protected BaseEventLogger newLogger() {
    return new ElasticsearchEventLogger();
  }

  @Override
  protected Map<String, Object> settings() {
    return indices.settings();
  }

  @Override
  protected List<String> delivered() throws Exception {
    return indices.events();
  }

  @Override
  protected boolean showsRepeats() {
    return false;
  }
}
