package io.hsicflow.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // readers throw what they like on closing
class HeldReaderTest {

  private final Deque<CompletableFuture<Void>> delays = new ArrayDeque<>();
  private final AtomicInteger looks = new AtomicInteger();
  private final Records output = new Records();
  private boolean snapshot;
  private boolean unreadable;

  @Test
  void nothingIsReadBeforeTheSnapshotIsThereAndEverythingAfterwards() throws Exception {
    try (HeldReader<Long, NumberSequenceSplit> held = held()) {
      held.start();
      held.addSplits(List.of(new NumberSequenceSplit("numbers", 1, 3)));

      assertThat(held.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
      assertThat(held.isAvailable()).isNotDone();
      assertThat(held.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
      assertThat(looks).hasValue(1);

      snapshot = true;
      delays.getLast().complete(null);
      assertThat(held.isAvailable()).isDone();
      while (output.records.size() < 3) {
        held.pollNext(output);
      }
      assertThat(output.records).containsExactly(1L, 2L, 3L);
      assertThat(looks).hasValue(2);
    }
  }

  @Test
  void aHeldReaderTakesPartInCheckpoints() throws Exception {
    try (HeldReader<Long, NumberSequenceSplit> held = held()) {
      held.start();
      held.addSplits(List.of(new NumberSequenceSplit("numbers", 1, 3)));
      held.pollNext(output);

      assertThat(held.snapshotState(1)).extracting(NumberSequenceSplit::from).containsExactly(1L);
    }
  }

  @Test
  void aStoreThatCannotBeReadKeepsTheReaderHeld() throws Exception {
    unreadable = true;
    try (HeldReader<Long, NumberSequenceSplit> held = held()) {
      held.start();
      held.pollNext(output);
      delays.getLast().complete(null);
      held.pollNext(output);

      assertThat(looks).hasValue(2);
      assertThat(output.records).isEmpty();
    }
  }

  private HeldReader<Long, NumberSequenceSplit> held() {
    SourceReader<Long, NumberSequenceSplit> numbers =
        new NumberSequenceSource(1, 3).createReader(silentContext());
    return new HeldReader<>(
        numbers,
        () -> {
          looks.incrementAndGet();
          if (unreadable) {
            throw new IOException("The disk is gone.");
          }
          return snapshot;
        },
        () -> {
          delays.add(new CompletableFuture<>());
          return delays.getLast();
        });
  }

  /** A context that answers nothing and hears nothing. */
  private static SourceReaderContext silentContext() {
    return (SourceReaderContext)
        Proxy.newProxyInstance(
            HeldReaderTest.class.getClassLoader(),
            new Class<?>[] {SourceReaderContext.class},
            (proxy, method, arguments) -> null);
  }

  private static final class Records implements ReaderOutput<Long> {
    private final List<Long> records = new ArrayList<>();

    @Override
    public void collect(Long record) {
      records.add(record);
    }

    @Override
    public void collect(Long record, long timestamp) {
      records.add(record);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<Long> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}
  }
}
