package io.hsicflow.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.operators.MeteredTask;
import io.hsicflow.operators.clock.ManualClock;
import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.schemas.format.FieldLimits;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.RejectedRecord;
import io.hsicflow.schemas.record.SourceImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("try") // harnesses throw what they like on closing
class ImageGateTest {

  private static final ImageRecordFormat FILES =
      ImageRecordFormat.of(ImageRecordFormat.FILE, FieldLimits.defaults());

  @Test
  void verdictsKeepTheOrderOfTheRecordsOverSeveralThreads() throws Exception {
    try (var gate = gate(Map.of("gate.threads", "4"))) {
      gate.open();
      for (int offset = 0; offset < 40; offset++) {
        byte[] file = offset % 3 == 1 ? new byte[] {1, 2, 3} : png(offset % 5 == 0 ? 64 : 4);
        gate.processElement(new StreamRecord<>(record(offset, file)));
      }
      gate.endInput();

      List<GateResult> results = gate.extractOutputValues();
      assertThat(results).hasSize(40);
      for (int offset = 0; offset < 40; offset++) {
        GateResult result = results.get(offset);
        assertThat(result.isAccepted()).isEqualTo(offset % 3 != 1);
        assertThat(result.isAccepted() ? result.accepted().offset() : result.rejected().offset())
            .isEqualTo(offset);
      }
    }
  }

  @Test
  void anAcceptedImageIsDecodedAndKeepsItsIdentity() throws Exception {
    try (var gate = gate(Map.of())) {
      gate.open();
      gate.processElement(new StreamRecord<>(record(7, png(3))));
      gate.endInput();

      SourceImage image = gate.extractOutputValues().get(0).accepted();
      assertThat(image.id()).isEqualTo("key 7");
      assertThat(image.topic()).isEqualTo("images");
      assertThat(image.offset()).isEqualTo(7);
      assertThat(image.width()).isEqualTo(3);
      assertThat(image.rgb()).hasSize(27).containsOnly((byte) 0xff, (byte) 0x80, (byte) 0);
    }
  }

  @Test
  void rejectedRecordsKeepTheirBytesAndSayWhy() throws Exception {
    byte[] junk = "no picture".getBytes(StandardCharsets.UTF_8);
    try (var gate = gate(Map.of("gate.max-pixels", "100"))) {
      gate.open();
      gate.processElement(new StreamRecord<>(record(0, junk)));
      gate.processElement(new StreamRecord<>(record(1, png(11))));
      gate.processElement(new StreamRecord<>(record(2, null)));
      gate.endInput();

      List<RejectedRecord> rejected =
          gate.extractOutputValues().stream().map(GateResult::rejected).toList();
      assertThat(rejected)
          .extracting(RejectedRecord::reasonCode)
          .containsExactly("unknown-format", "too-many-pixels", "no-value");
      assertThat(rejected.get(0).value()).isEqualTo(junk);
      assertThat(rejected.get(1).message()).contains("11");
    }
  }

  @Test
  void picturesFarAboveTheInputAreBroughtDown() throws Exception {
    try (var gate = gate(Map.of())) {
      gate.open();
      gate.processElement(new StreamRecord<>(record(0, png(100))));
      gate.endInput();

      assertThat(gate.extractOutputValues().get(0).accepted().width()).isEqualTo(32);
    }
  }

  @Test
  void recordsUnderWayAtACheckpointAreJudgedAfterTheRestore() throws Exception {
    OperatorSubtaskState state;
    try (var gate = gate(Map.of())) {
      gate.open();
      for (int offset = 0; offset < 5; offset++) {
        gate.processElement(new StreamRecord<>(record(offset, png(4))));
      }
      state = gate.snapshot(1, 1);
    }
    try (var gate = gate(Map.of())) {
      gate.initializeState(state);
      gate.open();
      gate.endInput();

      assertThat(gate.extractOutputValues())
          .extracting(result -> result.accepted().offset())
          .containsExactly(0L, 1L, 2L, 3L, 4L);
    }
  }

  @Test
  void theSplitCountsByReasonAndSendsRejectedRecordsAsTurnsWithoutBytes() throws Exception {
    OutputTag<RejectedRecord> rejected =
        new OutputTag<>("rejected", TypeInformation.of(RejectedRecord.class));
    OutputTag<GateResult> turns = new OutputTag<>("turns", TypeInformation.of(GateResult.class));
    try (var split =
        new OneInputStreamOperatorTestHarness<GateResult, SourceImage>(
            new ProcessOperator<>(new VerdictSplit(rejected, turns, 16)))) {
      split.open();
      RawRecord raw = record(3, new byte[] {9});
      split.processElement(
          new StreamRecord<>(RecordInspector.reject(raw, "DECODE_TIMEOUT", "too long")));

      assertThat(split.extractOutputValues()).isEmpty();
      assertThat(split.getSideOutput(rejected).peek().getValue().value()).containsExactly(9);
      RejectedRecord turn = split.getSideOutput(turns).peek().getValue().rejected();
      assertThat(turn.offset()).isEqualTo(3);
      assertThat(turn.value()).isNull();
      assertThat(turn.reasonCode()).isEqualTo("decode-timeout");
    }
  }

  @Test
  void anImageIsLetInWithItsFileOnlyWhereThatIsAskedFor() throws Exception {
    byte[] file = png(4);
    ImageDecoder decoder = GateSettings.of(new Configuration(), 8).decoder();

    SourceImage plain = new RecordInspector(FILES, decoder).inspect(record(3, file)).accepted();
    SourceImage both =
        new RecordInspector(FILES, decoder, true).inspect(record(3, file)).accepted();

    assertThat(plain.file()).isNull();
    assertThat(both.file()).isEqualTo(file);
    assertThat(both.pixelsAlone()).usingRecursiveComparison().isEqualTo(plain);
    assertThat(both.fileAlone().rgb()).isNull();
  }

  @Test
  void twoImagesWithOneIdAreTwoImagesAndCounted() throws Exception {
    OutputTag<RejectedRecord> rejected =
        new OutputTag<>("rejected", TypeInformation.of(RejectedRecord.class));
    OutputTag<GateResult> turns = new OutputTag<>("turns", TypeInformation.of(GateResult.class));
    RawRecord raw = record(3, png(4));
    GateResult accepted =
        new RecordInspector(FILES, GateSettings.of(new Configuration(), 8).decoder()).inspect(raw);
    try (var task = new MeteredTask();
        var split =
            new OneInputStreamOperatorTestHarness<GateResult, SourceImage>(
                new ProcessOperator<>(new VerdictSplit(rejected, turns, 16)), task.environment())) {
      split.open();
      split.processElement(new StreamRecord<>(accepted));
      split.processElement(new StreamRecord<>(accepted));

      assertThat(split.extractOutputValues()).hasSize(2);
      assertThat(split.getSideOutput(turns)).hasSize(2);
      assertThat(task.count("gate.accepted")).isEqualTo(2);
      assertThat(task.count("gate.repeatedIds")).isEqualTo(1);
    }
  }

  @Test
  void aHeapTooSmallForAPictureWithinTheLimitsIsWarnedOf() {
    GateSettings settings = GateSettings.of(Configuration.fromMap(Map.of("gate.threads", "2")), 8);
    assertThat(settings.heapWarning(1L << 30)).isEmpty();
    assertThat(settings.heapWarning(512L << 20))
        .hasValueSatisfying(
            warning ->
                assertThat(warning)
                    .contains(
                        "gate.max-pixels = 25000000 may take 667 MiB", "all of it is 512 MiB"));
  }

  @Test
  void aVerdictThatTheEndingTaskRefusesLeavesTheDecodingThreadAtWork() throws Exception {
    GateSettings settings = GateSettings.of(Configuration.fromMap(Map.of()), 8);
    ImageGate gate = function(settings);
    TakenVerdict refused = new TakenVerdict(new RejectedExecutionException("mailbox closed"));
    TakenVerdict taken = new TakenVerdict(null);
    try (var operator = operator(gate, settings)) {
      operator.open();
      gate.asyncInvoke(record(0, png(4)), refused);
      gate.asyncInvoke(record(1, png(4)), taken);

      assertThat(taken.verdict.get(1, TimeUnit.MINUTES).accepted().offset()).isEqualTo(1);
      assertThat(refused.failure).isNotDone();
    }
  }

  @Test
  void aVerdictThatCannotBeHandedOverFailsTheRecordAndLeavesTheDecodingThreadAtWork()
      throws Exception {
    GateSettings settings = GateSettings.of(Configuration.fromMap(Map.of()), 8);
    ImageGate gate = function(settings);
    TakenVerdict broken = new TakenVerdict(new IllegalStateException("broken queue"));
    TakenVerdict taken = new TakenVerdict(null);
    try (var operator = operator(gate, settings)) {
      operator.open();
      gate.asyncInvoke(record(0, png(4)), broken);
      gate.asyncInvoke(record(1, png(4)), taken);

      assertThat(taken.verdict.get(1, TimeUnit.MINUTES).accepted().offset()).isEqualTo(1);
      assertThat(broken.failure.get(1, TimeUnit.MINUTES))
          .hasMessage("Inspecting the record at offset 0 of partition images-0 failed.")
          .hasRootCauseMessage("broken queue");
    }
  }

  @Test
  @Timeout(60)
  void aDecoderThatNeverReturnsCostsItsRecordAndShows() throws Exception {
    GateSettings settings =
        GateSettings.of(Configuration.fromMap(Map.of("gate.time-limit", "4 ms")), 8);
    ManualClock clock = new ManualClock();
    CountDownLatch entered = new CountDownLatch(1);
    CompletableFuture<Void> release = new CompletableFuture<>();
    Inspector.Factory stuckOnTheFirst =
        () -> {
          Inspector real = new RecordInspector(FILES, settings.decoder());
          return record -> {
            if (record.offset() == 0) {
              entered.countDown();
              release.join(); // deaf to interrupts
            }
            return real.inspect(record);
          };
        };
    ImageGate gate = new ImageGate(settings, stuckOnTheFirst, clock, thread -> 0);
    try (var task = new MeteredTask();
        var operator = operator(gate, settings, task.environment())) {
      operator.open();
      operator.processElement(new StreamRecord<>(record(0, png(4))));
      operator.processElement(new StreamRecord<>(record(1, png(4))));
      entered.await();
      clock.advanceMillis(4 * DecodingLimit.WALL_CLOCK_TIMES + 1);
      operator.endInput();

      List<GateResult> results = operator.extractOutputValues();
      assertThat(results).hasSize(2);
      assertThat(results.get(0).rejected().reasonCode()).isEqualTo("decode-timeout");
      assertThat(results.get(0).rejected().value()).isEqualTo(png(4));
      assertThat(results.get(1).accepted().offset()).isEqualTo(1);
      assertThat(task.value("gate.abandonedThreads")).isEqualTo(1);
    } finally {
      release.complete(null);
    }
  }

  @Test
  void anImageThatOverflowsTheStackIsADeadLetter() throws Exception {
    GateSettings settings = GateSettings.of(new Configuration(), 8);
    ImageGate gate = throwing(settings, new StackOverflowError());
    TakenVerdict taken = new TakenVerdict(null);
    try (var operator = operator(gate, settings)) {
      operator.open();
      gate.asyncInvoke(record(0, png(4)), taken);

      RejectedRecord rejected = taken.verdict.get(1, TimeUnit.MINUTES).rejected();
      assertThat(rejected.reasonCode()).isEqualTo("damaged");
      assertThat(rejected.message()).contains("more deeply than its decoder can follow");
      assertThat(rejected.value()).isEqualTo(png(4));
    }
  }

  @Test
  void aHeapThatIsTooSmallFailsTheTaskWithAWayOut() throws Exception {
    GateSettings settings = GateSettings.of(new Configuration(), 8);
    ImageGate gate = throwing(settings, new OutOfMemoryError("Java heap space"));
    TakenVerdict failed = new TakenVerdict(null);
    try (var operator = operator(gate, settings)) {
      operator.open();
      gate.asyncInvoke(record(0, png(4)), failed);

      assertThat(failed.failure.get(1, TimeUnit.MINUTES))
          .hasMessageContaining("offset 0 of partition images-0 failed. The heap does not hold")
          .hasMessageContaining("lower gate.max-pixels = 25000000")
          .hasRootCauseMessage("Java heap space");
      assertThat(failed.verdict).isNotDone();
    }
  }

  private static ImageGate throwing(GateSettings settings, Error error) {
    Inspector.Factory factory =
        () ->
            record -> {
              throw error;
            };
    return new ImageGate(
        settings, factory, new SystemClock(), new ThreadProcessorTime(new SystemClock()));
  }

  /** Takes a verdict, or throws instead. */
  private static final class TakenVerdict implements ResultFuture<GateResult> {
    private final CompletableFuture<GateResult> verdict = new CompletableFuture<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final RuntimeException thrown;

    TakenVerdict(RuntimeException thrown) {
      this.thrown = thrown;
    }

    @Override
    public void complete(Collection<GateResult> results) {
      if (thrown != null) {
        throw thrown;
      }
      verdict.complete(results.iterator().next());
    }

    @Override
    public void complete(CollectionSupplier<GateResult> supplier) {
      throw new UnsupportedOperationException("The gate hands over what it has.");
    }

    @Override
    public void completeExceptionally(Throwable error) {
      failure.complete(error);
    }
  }

  private static OneInputStreamOperatorTestHarness<RawRecord, GateResult> gate(
      Map<String, String> options) throws Exception {
    GateSettings settings = GateSettings.of(Configuration.fromMap(options), 8);
    return operator(function(settings), settings);
  }

  /** A gate as it comes out of the job graph. */
  private static ImageGate function(GateSettings settings) throws Exception {
    return InstantiationUtil.clone(
        new ImageGate(
            settings, FILES, new SystemClock(), new ThreadProcessorTime(new SystemClock())));
  }

  private static OneInputStreamOperatorTestHarness<RawRecord, GateResult> operator(
      ImageGate gate, GateSettings settings) throws Exception {
    return configured(
        new OneInputStreamOperatorTestHarness<>(stage(gate, settings), recordSerializer()));
  }

  private static OneInputStreamOperatorTestHarness<RawRecord, GateResult> operator(
      ImageGate gate, GateSettings settings, MockEnvironment environment) throws Exception {
    return configured(
        new OneInputStreamOperatorTestHarness<>(
            stage(gate, settings), recordSerializer(), environment));
  }

  private static AsyncWaitOperatorFactory<RawRecord, GateResult> stage(
      ImageGate gate, GateSettings settings) {
    return new AsyncWaitOperatorFactory<>(
        gate, 0, settings.capacity(), AsyncDataStream.OutputMode.ORDERED);
  }

  private static TypeSerializer<RawRecord> recordSerializer() {
    return TypeInformation.of(RawRecord.class).createSerializer(new SerializerConfigImpl());
  }

  private static OneInputStreamOperatorTestHarness<RawRecord, GateResult> configured(
      OneInputStreamOperatorTestHarness<RawRecord, GateResult> harness) {
    harness
        .getExecutionConfig()
        .configure(
            new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
            ImageGateTest.class.getClassLoader());
    return harness;
  }

  private static RawRecord record(long offset, byte[] value) {
    return new RawRecord(
        "images", 0, offset, 1000, ("key " + offset).getBytes(StandardCharsets.UTF_8), value);
  }

  private static byte[] png(int side) throws Exception {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.setRGB(x, y, 0xff8000);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
