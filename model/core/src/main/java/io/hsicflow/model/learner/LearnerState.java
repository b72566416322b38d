package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Backend;
import io.hsicflow.model.backend.Scope;
import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.guard.GuardCounts;
import io.hsicflow.model.loss.KernelScale;
import io.hsicflow.model.network.RunningStatistics;
import io.hsicflow.model.optim.FinalDecay;
import io.hsicflow.model.optim.ScheduleChanges;
import io.hsicflow.model.optim.Transition;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The whole state of a learner (docs/method.md section 8, but for the examples of the step under
 * way, which the trainer has) as bytes, little-endian:
 *
 * <pre>
 * magic, version (int), total length (long), settings as JSON (length, bytes),
 * steps, images, final decay (first step, length; length 0 for none), count of the average,
 * kernel scale, its two moments, its count,
 * counts of the guards: skipped, collapsed, recovered, held (0 or 1), rollbacks,
 * change of the peak rate, change of tau, each: first step, length (0 for none), from, to (doubles),
 * counts of the running statistics (length, longs), online and, where there is one, target,
 * buffers (length in numbers, numbers as they are): see {@link LearnerBuffers#kept},
 * the copy for a rollback (length in bytes, 0 for none; a state of this kind without a copy),
 * CRC-32C of all before it (int)
 * </pre>
 *
 * <p>Version 1 had no counts of the guards and no copy, versions 1 and 2 no changes of peak rate
 * and tau.
 */
final class LearnerState {
  private static final long MAGIC = 0x45545453_4C435348L; // "HSCLSTTE"
  private static final int VERSION = 3;

  /** The first version that has changes of peak rate and tau. */
  static final int CHANGED_VERSION = 3;

  /** The first version that has what the guards keep. */
  static final int GUARDED_VERSION = 2;

  private static final int FIRST_VERSION = 1;

  /** Stands in the checksum's place until there is one. */
  private static final int UNSEALED = 0;

  /** Bytes of the numbers from the steps to the count of the kernel scale. */
  static final int NUMBERS_BYTES = 9 * Long.BYTES;

  /** Bytes of the counts of the guards. */
  static final int GUARD_BYTES = 5 * Long.BYTES;

  /** Bytes of the changes of peak rate and tau. */
  static final int CHANGES_BYTES = 2 * (2 * Long.BYTES + 2 * Double.BYTES);

  private static final int HEADER = Long.BYTES + Integer.BYTES + Long.BYTES;

  private LearnerState() {}

  /**
   * What stands before the settings and behind everything.
   *
   * @param version of the format
   * @param length of the whole state in bytes
   */
  record Frame(int version, int length) {}

  static long bytes(Learner learner) {
    return bytesWithoutCopy(learner) + copy(learner).remaining();
  }

  static long bytesWithoutCopy(Learner learner) {
    long bytes = HEADER + Integer.BYTES + settings(learner).length;
    bytes += NUMBERS_BYTES + GUARD_BYTES + CHANGES_BYTES;
    for (RunningStatistics statistics : statistics(learner)) {
      bytes += Integer.BYTES + (long) Long.BYTES * statistics.counts().length;
    }
    for (Tensor tensor : learner.buffers().kept()) {
      bytes += Long.BYTES + tensor.size() * learner.backend().precision().bytes();
    }
    return bytes + Long.BYTES + Integer.BYTES;
  }

  /** Writes all but the checksum, for which there is room at the end. */
  static void write(Learner learner, ByteBuffer target) {
    write(learner, copy(learner), target);
  }

  /** The same of a learner's state alone, without its rollback copy. */
  static void writeWithoutCopy(Learner learner, ByteBuffer target) {
    write(learner, ByteBuffer.allocate(0), target);
  }

  private static ByteBuffer copy(Learner learner) {
    return learner.rollbackCopy().map(copy -> copy.of(learner)).orElse(ByteBuffer.allocate(0));
  }

  private static void write(Learner learner, ByteBuffer copy, ByteBuffer target) {
    long bytes = bytesWithoutCopy(learner) + copy.remaining();
    if (target.remaining() < bytes) {
      throw new IllegalArgumentException(
          "The state takes %d bytes, but the buffer has room for %d."
              .formatted(bytes, target.remaining()));
    }
    ByteBuffer out = target.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    byte[] settings = settings(learner);
    out.putLong(MAGIC).putInt(VERSION).putLong(bytes).putInt(settings.length).put(settings);
    out.putLong(learner.steps()).putLong(learner.imagesSeen());
    ScheduleChanges changes = learner.scheduleChanges();
    out.putLong(changes.finalDecay().map(FinalDecay::firstStep).orElse(0L));
    out.putLong(changes.finalDecay().map(FinalDecay::steps).orElse(0L));
    out.putLong(learner.average().count());
    KernelScale.State scale = learner.kernelScale().state();
    out.putDouble(scale.scale())
        .putDouble(scale.mean())
        .putDouble(scale.square())
        .putLong(scale.count());
    GuardCounts guard = learner.guardCounts();
    out.putLong(guard.skipped())
        .putLong(guard.collapsed())
        .putLong(guard.recovered())
        .putLong(guard.held() ? 1 : 0)
        .putLong(guard.rollbacks());
    writeTransition(changes.peakRate(), out);
    writeTransition(changes.tau(), out);
    for (RunningStatistics statistics : statistics(learner)) {
      long[] counts = statistics.counts();
      out.putInt(counts.length);
      for (long count : counts) {
        out.putLong(count);
      }
    }
    for (Tensor tensor : learner.buffers().kept()) {
      out.putLong(tensor.size());
      int length = Math.toIntExact(tensor.size() * learner.backend().precision().bytes());
      copyInHalves(learner.backend(), tensor, out.slice(out.position(), length));
      out.position(out.position() + length);
    }
    out.putLong(copy.remaining()).put(copy);
    out.putInt(UNSEALED);
    target.position(out.position());
  }

  private static void writeTransition(Optional<Transition> change, ByteBuffer out) {
    out.putLong(change.map(Transition::firstStep).orElse(0L))
        .putLong(change.map(Transition::steps).orElse(0L))
        .putDouble(change.map(Transition::from).orElse(0.0))
        .putDouble(change.map(Transition::to).orElse(0.0));
  }

  /** One core alone does not fill the memory's bandwidth. */
  @SuppressWarnings("try") // the scope is there to be closed
  private static void copyInHalves(Backend backend, Tensor flat, ByteBuffer target) {
    int first = Math.toIntExact(flat.size() / 2);
    int second = Math.toIntExact(flat.size() - first);
    if (first == 0) {
      backend.copyTo(flat, target);
      return;
    }
    int middle = first * backend.precision().bytes();
    ByteBuffer behind = target.slice(middle, target.capacity() - middle);
    try (Scope scope = backend.scope()) {
      Tensor before = backend.view(flat, 0, first);
      Tensor after = backend.view(flat, first, second);
      backend.sideBySide(() -> backend.copyTo(before, target), () -> backend.copyTo(after, behind));
    }
  }

  /**
   * Writes the checksum of a state.
   *
   * @param state a state from its first byte to its last
   */
  static void seal(ByteBuffer state) {
    ByteBuffer whole = state.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int covered = whole.remaining() - Integer.BYTES;
    whole.putInt(whole.position() + covered, checksum(whole, covered));
  }

  static List<String> restore(Learner learner, StoredLearner stored) {
    List<String> taken =
        new ArrayList<>(
            SettingsText.compare(stored.settings(), learner.settings(), learner.backend()));
    if (learner.rollbackCopy().isPresent() && stored.rollbackCopy().isPresent()) {
      SettingsText.compare(
          StoredLearner.read(stored.rollbackCopy().get()).settings(),
          learner.settings(),
          learner.backend());
    }

    // Nothing was changed until here, and nothing can fail from here on.
    restoreLearned(learner, stored);
    taken.addAll(learner.restoreCounts(stored));
    learner
        .rollbackCopy()
        .ifPresent(copy -> stored.rollbackCopy().ifPresentOrElse(copy::restore, copy::drop));
    return List.copyOf(taken);
  }

  /**
   * Goes back to what a copy had learned. The step number, and with it the schedule and all draws,
   * goes on, so that what comes is not what came; so do the schedule's changes and the guards'
   * counts.
   */
  static void goBack(Learner learner, StoredLearner copy) {
    restoreLearned(learner, copy);
    learner.restoreImages(copy.imagesSeen());
  }

  private static void restoreLearned(Learner learner, StoredLearner stored) {
    List<Tensor> kept = learner.buffers().kept();
    for (int i = 0; i < kept.size(); i++) {
      learner.backend().copyFrom(stored.buffers().get(i), kept.get(i));
    }
    for (int i = 0; i < stored.counts().size(); i++) {
      statistics(learner).get(i).restoreCounts(stored.counts().get(i));
    }
    learner.kernelScale().restore(stored.scale());
    learner.average().restoreCount(stored.averageCount());
  }

  /** Checks magic, version, length and checksum; the buffer then stands at the settings. */
  static Frame checkedFrame(ByteBuffer in) {
    int start = in.position();
    if (in.remaining() < HEADER || in.getLong() != MAGIC) {
      throw new IllegalArgumentException("These bytes are no state of a learner.");
    }
    int version = in.getInt();
    if (version < FIRST_VERSION || version > VERSION) {
      throw new IllegalArgumentException(
          "The state is of version %d; this release reads versions %d to %d. Take the release that wrote it."
              .formatted(version, FIRST_VERSION, VERSION));
    }
    long length = in.getLong();
    if (length < HEADER + 2 * Integer.BYTES
        || length > in.capacity()
        || start + length > in.limit()) {
      throw damaged("it says it has " + length + " bytes, and there are " + (in.limit() - start));
    }
    ByteBuffer whole = in.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(start);
    int covered = (int) length - Integer.BYTES;
    int said = whole.getInt(start + covered);
    int is = checksum(whole, covered);
    if (said != is) {
      throw damaged("its checksum is %08x where %08x is written".formatted(is, said));
    }
    return new Frame(version, (int) length);
  }

  static IllegalArgumentException damaged(String how) {
    return new IllegalArgumentException(
        "The state is damaged: " + how + ". Restore from an earlier checkpoint or savepoint.");
  }

  private static int checksum(ByteBuffer buffer, int length) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.duplicate().limit(buffer.position() + length));
    return (int) crc.getValue();
  }

  private static List<RunningStatistics> statistics(Learner learner) {
    LearnerBuffers buffers = learner.buffers();
    return buffers.targetStatistics() == null
        ? List.of(buffers.onlineStatistics())
        : List.of(buffers.onlineStatistics(), buffers.targetStatistics());
  }

  private static byte[] settings(Learner learner) {
    return learner.settingsText().getBytes(StandardCharsets.UTF_8);
  }
}
