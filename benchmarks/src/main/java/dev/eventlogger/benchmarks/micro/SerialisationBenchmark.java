package dev.eventlogger.benchmarks.micro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Writing an event's JSON. */
@State(Scope.Benchmark)
public class SerialisationBenchmark {

  private final Prepared events = new Prepared();
  private final CanonicalJson canonical = new CanonicalJson();
  private final EventDraft draft = EventDraft.of(EventType.CLICK).uid("42");
  private final ObjectWriter jackson = new ObjectMapper().writer();

  /** Created by JMH. */
  public SerialisationBenchmark() {}

  /** The whole event, including id and time. */
  @Benchmark
  public @Nullable Problem canonical() {
    return canonical.write(draft.data(events.next()), Map.of());
  }

  /** The data alone, by Jackson. */
  @Benchmark
  public byte[] jacksonDataOnly() throws JsonProcessingException {
    return jackson.writeValueAsBytes(events.next());
  }
}
