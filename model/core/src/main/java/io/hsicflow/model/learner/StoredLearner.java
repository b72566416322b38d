package io.hsicflow.model.learner;

import io.hsicflow.model.backend.BackendSetup;
import io.hsicflow.model.backend.Precision;
import io.hsicflow.model.guard.GuardCounts;
import io.hsicflow.model.json.JsonException;
import io.hsicflow.model.json.JsonReader;
import io.hsicflow.model.loss.KernelScale;
import io.hsicflow.model.network.ParameterLayout;
import io.hsicflow.model.optim.EvaluationAverage;
import io.hsicflow.model.optim.FinalDecay;
import io.hsicflow.model.optim.ScheduleChanges;
import io.hsicflow.model.optim.Transition;
import io.hsicflow.model.snapshot.EncoderSnapshot;
import io.hsicflow.model.snapshot.FloatTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A learner's state taken apart, without a backend (docs/method.md section 8): what it was made by,
 * and its weights as tensors. Shares the memory of the bytes that it was read from, which must not
 * change while it is in use.
 */
public final class StoredLearner {
  // The order of LearnerBuffers.kept(), with the momentum at 1.
  private static final int ONLINE = 0;
  private static final int AVERAGE = 2;
  private static final int ONLINE_STATISTICS = 3;
  private static final int TARGET = 4;
  private static final int TARGET_STATISTICS = 5;

  private final String settings;
  private final ArchitectureSettings architecture;
  private final double evaluationDecay;
  private final Optional<String> initialWeights;
  private final Networks networks;
  private final BackendSetup setup;
  private final Precision precision;
  private final long steps;
  private final long images;
  private final double peakRate;
  private final double tau;
  private final ScheduleChanges scheduleChanges;
  private final long averageCount;
  private final KernelScale.State scale;
  private final GuardCounts guardCounts;
  private final Optional<ByteBuffer> rollbackCopy;
  private final List<long[]> counts = new ArrayList<>();
  private final List<ByteBuffer> buffers = new ArrayList<>();

  private StoredLearner(ByteBuffer in, int version, boolean isCopy) {
    boolean guarded = version >= LearnerState.GUARDED_VERSION;
    settings = settings(in);
    try {
      Map<String, Object> entries = JsonReader.parseObject(settings);
      architecture = SettingsText.architecture(entries);
      evaluationDecay = SettingsText.number(entries, "learner.evaluation-decay").doubleValue();
      peakRate = SettingsText.number(entries, SettingsText.PEAK_RATE).doubleValue();
      tau = SettingsText.number(entries, SettingsText.TAU).doubleValue();
      setup = SettingsText.setup(entries);
      precision = setup.precision();
      initialWeights = SettingsText.initialWeights(entries);
      networks =
          new Networks(architecture, SettingsText.number(entries, "probe.classes").intValue());
    } catch (JsonException e) {
      throw new IllegalArgumentException(
          "The settings of the state cannot be read. " + e.getMessage(), e);
    }
    need(in, LearnerState.NUMBERS_BYTES);
    steps = in.getLong();
    images = in.getLong();
    Optional<FinalDecay> finalDecay = finalDecay(in.getLong(), in.getLong());
    averageCount = in.getLong();
    scale = new KernelScale.State(in.getDouble(), in.getDouble(), in.getDouble(), in.getLong());
    guardCounts = guarded ? guardCounts(in) : GuardCounts.NONE;
    scheduleChanges =
        version >= LearnerState.CHANGED_VERSION
            ? scheduleChanges(in, finalDecay)
            : new ScheduleChanges(finalDecay, Optional.empty(), Optional.empty());
    boolean target = architecture.target();
    for (ParameterLayout layout :
        target ? List.of(networks.online(), networks.target()) : List.of(networks.online())) {
      counts.add(counts(in, layout.norms().size()));
    }
    for (int i = ONLINE; i <= AVERAGE; i++) {
      buffers.add(numbers(in, networks.online().size()));
    }
    buffers.add(numbers(in, 2 * networks.online().normChannels()));
    if (target) {
      buffers.add(numbers(in, networks.target().size()));
      buffers.add(numbers(in, 2 * networks.target().normChannels()));
    }
    rollbackCopy = guarded ? rollbackCopy(in, isCopy) : Optional.empty();
    if (in.hasRemaining()) {
      throw LearnerState.damaged(
          "it has " + in.remaining() + " bytes more than a state of its settings");
    }
  }

  /**
   * Takes a state apart; the buffer's position moves behind it.
   *
   * @param state what {@link Learner#copyState} wrote
   * @throws IllegalArgumentException with a sentence, if the bytes are damaged or of another
   *     version
   */
  public static StoredLearner read(ByteBuffer state) {
    return read(state, false);
  }

  private static StoredLearner read(ByteBuffer state, boolean isCopy) {
    ByteBuffer in = state.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    LearnerState.Frame frame = LearnerState.checkedFrame(in);
    int end = state.position() + frame.length();
    StoredLearner stored =
        new StoredLearner(in.limit(end - Integer.BYTES), frame.version(), isCopy);
    state.position(end);
    return stored;
  }

  /**
   * Writes the checksum into a state that {@link Learner#copyUnsealedState} copied.
   *
   * @param state the state from its first byte to its last; its position stays
   */
  public static void seal(ByteBuffer state) {
    LearnerState.seal(state);
  }

  /** Steps done. */
  public long steps() {
    return steps;
  }

  /** Images learned from. */
  public long imagesSeen() {
    return images;
  }

  /** What the state was made by. */
  public BackendSetup setup() {
    return setup;
  }

  /** The networks. */
  public ArchitectureSettings architecture() {
    return architecture;
  }

  /**
   * The encoder of a set of weights, as a snapshot of the last step; for the average, the snapshot
   * that the learner made then.
   *
   * @param heads whether projector and, where the network has one, predictor are added under names
   *     of their own
   * @throws IllegalArgumentException if there is no target network and its weights are asked for
   */
  public EncoderSnapshot snapshot(WeightSet weights, boolean heads) {
    NetworkTensors network = network(weights);
    Map<String, FloatTensor> tensors = new LinkedHashMap<>(network.encoder());
    if (heads) {
      tensors.putAll(network.head(Networks.PROJECTOR));
      tensors.putAll(network.head(Networks.PREDICTOR));
    }
    return SnapshotMaker.make(
        tensors, architecture, SettingsText.withChanges(settings, scheduleChanges), steps, images);
  }

  private NetworkTensors network(WeightSet weights) {
    return switch (weights) {
      case AVERAGE ->
          new NetworkTensors(
              networks.online(),
              flat(AVERAGE),
              EvaluationAverage.debias(evaluationDecay, averageCount),
              flat(ONLINE_STATISTICS),
              counts.get(0));
      case ONLINE ->
          new NetworkTensors(
              networks.online(), flat(ONLINE), 1, flat(ONLINE_STATISTICS), counts.get(0));
      case TARGET -> {
        if (!architecture.target()) {
          throw new IllegalArgumentException(
              "The learner of this state has no target network (learner.target was false): take the"
                  + " weights average or online.");
        }
        yield new NetworkTensors(
            networks.target(), flat(TARGET), 1, flat(TARGET_STATISTICS), counts.get(1));
      }
    };
  }

  private FlatNumbers flat(int buffer) {
    ByteBuffer bytes = buffers.get(buffer);
    return (offset, count) -> {
      double[] values = new double[count];
      int at = Math.toIntExact(offset * precision.bytes());
      for (int i = 0; i < count; i++) {
        values[i] = precision == Precision.FLOAT64 ? bytes.getDouble(at) : bytes.getFloat(at);
        at += precision.bytes();
      }
      return values;
    };
  }

  /** The settings as they were written. */
  String settings() {
    return settings;
  }

  /** What the encoder started from, if from a file. */
  Optional<String> initialWeights() {
    return initialWeights;
  }

  /** The peak rate as it was set, before any change. */
  double peakRate() {
    return peakRate;
  }

  /** tau as it was set, before any change. */
  double tau() {
    return tau;
  }

  ScheduleChanges scheduleChanges() {
    return scheduleChanges;
  }

  long averageCount() {
    return averageCount;
  }

  KernelScale.State scale() {
    return scale;
  }

  /** What the guards had counted. */
  GuardCounts guardCounts() {
    return guardCounts;
  }

  /** The copy for a rollback, a state of its own, from its first byte on. */
  Optional<ByteBuffer> rollbackCopy() {
    return rollbackCopy.map(ByteBuffer::duplicate);
  }

  /** Counts of the running statistics: online, and target where there is one. */
  List<long[]> counts() {
    return counts;
  }

  /** The numbers of {@link LearnerBuffers#kept}, each from its first byte on. */
  List<ByteBuffer> buffers() {
    return buffers.stream().map(b -> b.duplicate().order(ByteOrder.LITTLE_ENDIAN)).toList();
  }

  private static String settings(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw LearnerState.damaged("its settings are said to have " + length + " bytes");
    }
    byte[] text = new byte[length];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static Optional<FinalDecay> finalDecay(long firstStep, long steps) {
    return steps == 0 ? Optional.empty() : Optional.of(new FinalDecay(firstStep, steps));
  }

  private static ScheduleChanges scheduleChanges(ByteBuffer in, Optional<FinalDecay> finalDecay) {
    need(in, LearnerState.CHANGES_BYTES);
    return new ScheduleChanges(finalDecay, transition(in), transition(in));
  }

  private static Optional<Transition> transition(ByteBuffer in) {
    long firstStep = in.getLong();
    long steps = in.getLong();
    double from = in.getDouble();
    double to = in.getDouble();
    return steps == 0 ? Optional.empty() : Optional.of(new Transition(firstStep, steps, from, to));
  }

  private static GuardCounts guardCounts(ByteBuffer in) {
    need(in, LearnerState.GUARD_BYTES);
    return new GuardCounts(
        in.getLong(), in.getLong(), in.getLong(), in.getLong() != 0, in.getLong());
  }

  private static Optional<ByteBuffer> rollbackCopy(ByteBuffer in, boolean isCopy) {
    need(in, Long.BYTES);
    long bytes = in.getLong();
    if (bytes == 0) {
      return Optional.empty();
    }
    expect(isCopy ? 0 : in.remaining(), bytes, "bytes of a copy");
    ByteBuffer copy = in.slice(in.position(), in.remaining());
    in.position(in.limit());
    read(copy.duplicate(), true); // refuses now, not at the rollback, what cannot be read
    return Optional.of(copy);
  }

  private static long[] counts(ByteBuffer in, int norms) {
    need(in, Integer.BYTES);
    expect(norms, in.getInt(), "counts of running statistics");
    need(in, (long) norms * Long.BYTES);
    long[] counts = new long[norms];
    for (int i = 0; i < norms; i++) {
      counts[i] = in.getLong();
    }
    return counts;
  }

  private ByteBuffer numbers(ByteBuffer in, long size) {
    need(in, Long.BYTES);
    expect(size, in.getLong(), "numbers of a buffer");
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw LearnerState.damaged("its settings ask for " + size + " numbers in one buffer");
    }
    need(in, size * precision.bytes());
    int bytes = (int) (size * precision.bytes());
    ByteBuffer numbers = in.slice(in.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + bytes);
    return numbers;
  }

  private static void need(ByteBuffer in, long bytes) {
    if (in.remaining() < bytes) {
      throw LearnerState.damaged(
          "it ends " + (bytes - in.remaining()) + " bytes before a state of its settings does");
    }
  }

  private static void expect(long expected, long found, String what) {
    if (expected != found) {
      throw LearnerState.damaged("it has " + found + " " + what + " where " + expected + " belong");
    }
  }
}
