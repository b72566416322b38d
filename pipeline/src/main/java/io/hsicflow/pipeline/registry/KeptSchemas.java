package io.hsicflow.pipeline.registry;

import io.hsicflow.schemas.registry.RegisteredSchema;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What this process knows of one registry. Ids are kept for good: their meaning never changes. That
 * an id is unknown is kept for a while, so that a flood of such records does not become one of
 * requests.
 */
final class KeptSchemas {
  private static final Map<RegistrySettings, KeptSchemas> ALL = new ConcurrentHashMap<>();
  private static final long UNKNOWN_FOR = Duration.ofMinutes(1).toNanos();
  private static final int MOST_UNKNOWN = 10_000;

  private final RegistryHttp http;
  private final LongSupplier nanos;
  private final Map<Integer, RegisteredSchema> known = new ConcurrentHashMap<>();
  private final Map<Integer, Long> unknown = new HashMap<>();

  /** Asks the registry itself. */
  interface Question {
    Optional<RegisteredSchema> ask(RegistryHttp http, int id);
  }

  /**
   * @param nanos the time, for durations
   */
  KeptSchemas(RegistryHttp http, LongSupplier nanos) {
    this.http = http;
    this.nanos = nanos;
  }

  /** Of that registry, asked with that authorisation. */
  static KeptSchemas of(RegistrySettings settings) {
    return ALL.computeIfAbsent(
        settings, each -> new KeptSchemas(new RegistryHttp(each), System::nanoTime));
  }

  RegistryHttp http() {
    return http;
  }

  /** The schema, by what is kept or by {@code question}; empty where there is none. */
  Optional<RegisteredSchema> find(int id, Question question) {
    RegisteredSchema kept = known.get(id);
    return kept != null ? Optional.of(kept) : ask(id, question);
  }

  /** One at a time: threads that meet the same id ask once. */
  private synchronized Optional<RegisteredSchema> ask(int id, Question question) {
    RegisteredSchema meanwhile = known.get(id);
    if (meanwhile != null) {
      return Optional.of(meanwhile);
    }
    Long asked = unknown.get(id);
    if (asked != null && nanos.getAsLong() - asked < UNKNOWN_FOR) {
      return Optional.empty();
    }
    Optional<RegisteredSchema> answer = question.ask(http, id);
    if (answer.isPresent()) {
      known.put(id, answer.get());
      unknown.remove(id);
    } else {
      if (unknown.size() >= MOST_UNKNOWN) {
        unknown.clear();
      }
      unknown.put(id, nanos.getAsLong());
    }
    return answer;
  }
}
