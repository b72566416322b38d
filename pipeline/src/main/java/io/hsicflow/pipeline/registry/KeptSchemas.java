package io.hsicflow.pipeline.registry;

import io.hsicflow.schemas.registry.RegisteredSchema;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;

/**
 * What this process knows of one registry. What an id means is kept, since it never changes. That
 * an id is unknown is kept for a while, so that a flood of such records does not become one of
 * requests: shortly at first, since a schema may have been registered a moment ago, then longer and
 * longer.
 */
final class KeptSchemas {
  private static final Map<RegistrySettings, KeptSchemas> ALL = new ConcurrentHashMap<>();
  private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofMinutes(1).toNanos();

  /** Of each kind; far more than a topic has. What is forgotten is asked for again. */
  static final int MOST_IDS = 1_000;

  private final RegistryHttp http;
  private final LongSupplier nanos;
  private final Map<Integer, RegisteredSchema> known = new ConcurrentHashMap<>();
  private final Map<Integer, Unknown> unknown = new ConcurrentHashMap<>();
  private final Map<Integer, FutureTask<Optional<RegisteredSchema>>> asking =
      new ConcurrentHashMap<>();

  /** When the registry last did not have an id, and how long it is not asked again, in ns. */
  private record Unknown(long asked, long pause) {
    Unknown again(long now) {
      return new Unknown(now, Math.min(2 * pause, LONGEST_PAUSE));
    }
  }

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
    if (kept != null) {
      return Optional.of(kept);
    }
    return isKeptUnknown(id) ? Optional.empty() : ask(id, question);
  }

  private boolean isKeptUnknown(int id) {
    Unknown kept = unknown.get(id);
    return kept != null && nanos.getAsLong() - kept.asked() < kept.pause();
  }

  /** Threads that meet the same id ask once; none waits for the answer of another id. */
  private Optional<RegisteredSchema> ask(int id, Question question) {
    FutureTask<Optional<RegisteredSchema>> mine = new FutureTask<>(() -> askNow(id, question));
    FutureTask<Optional<RegisteredSchema>> first = asking.putIfAbsent(id, mine);
    if (first == null) {
      try {
        mine.run();
      } finally {
        asking.remove(id);
      }
      first = mine;
    }
    try {
      return first.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "The wait for the schema of id " + id + " was interrupted.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(
          "The schema of id " + id + " cannot be asked for: " + e.getCause().getMessage(),
          e.getCause());
    }
  }

  private Optional<RegisteredSchema> askNow(int id, Question question) {
    RegisteredSchema meanwhile = known.get(id);
    if (meanwhile != null) {
      return Optional.of(meanwhile);
    }
    if (isKeptUnknown(id)) {
      return Optional.empty();
    }
    Optional<RegisteredSchema> answer = question.ask(http, id);
    if (answer.isPresent()) {
      unknown.remove(id);
      put(known, id, answer.get());
    } else {
      long now = nanos.getAsLong();
      Unknown before = unknown.get(id);
      put(unknown, id, before == null ? new Unknown(now, FIRST_PAUSE) : before.again(now));
    }
    return answer;
  }

  private static <T> void put(Map<Integer, T> kept, int id, T what) {
    if (kept.size() >= MOST_IDS && !kept.containsKey(id)) {
      kept.clear();
    }
    kept.put(id, what);
  }
}
