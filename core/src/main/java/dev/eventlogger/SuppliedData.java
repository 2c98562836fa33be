package dev.eventlogger;

import static java.util.Objects.requireNonNull;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The data of an event, which the supplier is asked for at the first access. For one thread. */
final class SuppliedData extends AbstractMap<String, Object> {

  private final Supplier<? extends Map<String, ?>> supplier;
  private @Nullable Map<String, Object> data;

  SuppliedData(Supplier<? extends Map<String, ?>> supplier) {
    this.supplier = supplier;
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return data().entrySet();
  }

  @Override
  public @Nullable Object get(Object key) {
    return data().get(key);
  }

  @SuppressWarnings("unchecked") // nothing is ever put into it
  private Map<String, Object> data() {
    if (data == null) {
      data = (Map<String, Object>) requireNonNull(supplier.get(), "data");
    }
    return data;
  }
}
