package io.hsicflow.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.schemas.record.RawRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Shows a test the watermarks and the records that come out of a source in the same JVM. */
final class SeenWatermarks extends AbstractStreamOperator<RawRecord>
    implements OneInputStreamOperator<RawRecord, RawRecord> {
  private static final long serialVersionUID = 1L;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Map<String, List<Long>> WATERMARKS = new ConcurrentHashMap<>();
  private static final Map<String, List<String>> RECORDS = new ConcurrentHashMap<>();

  private final String name;

  /**
   * @param name under which the test's own and the job's copy meet
   */
  SeenWatermarks(String name) {
    this.name = name;
    WATERMARKS.put(name, new CopyOnWriteArrayList<>());
    RECORDS.put(name, new CopyOnWriteArrayList<>());
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) {
    RawRecord record = element.getValue();
    RECORDS.get(name).add(record.topic() + "-" + record.partition() + "-" + record.offset());
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    WATERMARKS.get(name).add(mark.getTimestamp());
    super.processWatermark(mark);
  }

  /** All watermarks so far, in their order. */
  List<Long> watermarks() {
    return List.copyOf(WATERMARKS.get(name));
  }

  /** Waits for a watermark. */
  void awaitWatermark(long timestamp) {
    await("watermark " + timestamp, () -> watermarks().contains(timestamp));
  }

  /** Waits until so many records have come. */
  void awaitRecords(int count) {
    await(count + " records", () -> RECORDS.get(name).size() >= count);
  }

  private void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as("No %s, but %s and %s", what, watermarks(), RECORDS.get(name))
          .isLessThan(deadline);
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
