package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.loss.KernelScale;
import io.hsicflow.model.network.RunningStatistics;
import io.hsicflow.model.optim.FinalDecay;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The whole state of a learner (METHOD.md section 8, but for the examples of the step under way,
 * which the trainer has) as bytes, little-endian:
 *
 * <pre>
 * magic, version (int), total length (long), settings as JSON (length, bytes),
 * steps, images, final decay (first step, length; length 0 for none), count of the average,
 * kernel scale, its two moments, its count,
 * counts of the running statistics (length, longs), online and, where there is one, target,
 * buffers (length in numbers, numbers as they are): see {@link LearnerBuffers#kept},
 * CRC-32C of all before it (int)
 * </pre>
 */
final class LearnerState {
  private static final long MAGIC = 0x45545453_4C435348L; // "HSCLSTTE"
  private static final int VERSION = 1;

  /** Bytes of the numbers from the steps to the count of the kernel scale. */
  static final int NUMBERS_BYTES = 9 * Long.BYTES;

  private static final int HEADER = Long.BYTES + Integer.BYTES + Long.BYTES;

  private LearnerState() {}

  static long bytes(Learner learner) {
    long bytes = HEADER + Integer.BYTES + settings(learner).length;
    bytes += NUMBERS_BYTES;
    for (RunningStatistics statistics : statistics(learner)) {
      bytes += Integer.BYTES + (long) Long.BYTES * statistics.counts().length;
    }
    for (Tensor tensor : learner.buffers().kept()) {
      bytes += Long.BYTES + tensor.size() * learner.backend().precision().bytes();
    }
    return bytes + Integer.BYTES;
  }

  static void write(Learner learner, ByteBuffer target) {
    long bytes = bytes(learner);
    if (target.remaining() < bytes) {
      throw new IllegalArgumentException(
          "The state takes %d bytes, but the buffer has room for %d."
              .formatted(bytes, target.remaining()));
    }
    ByteBuffer out = target.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    byte[] settings = settings(learner);
    out.putLong(MAGIC).putInt(VERSION).putLong(bytes).putInt(settings.length).put(settings);
    out.putLong(learner.steps()).putLong(learner.imagesSeen());
    out.putLong(learner.finalDecay().map(FinalDecay::firstStep).orElse(0L));
    out.putLong(learner.finalDecay().map(FinalDecay::steps).orElse(0L));
    out.putLong(learner.average().count());
    KernelScale.State scale = learner.kernelScale().state();
    out.putDouble(scale.scale())
        .putDouble(scale.mean())
        .putDouble(scale.square())
        .putLong(scale.count());
    for (RunningStatistics statistics : statistics(learner)) {
      long[] counts = statistics.counts();
      out.putInt(counts.length);
      for (long count : counts) {
        out.putLong(count);
      }
    }
    for (Tensor tensor : learner.buffers().kept()) {
      out.putLong(tensor.size());
      learner.backend().copyTo(tensor, out);
      out.order(ByteOrder.LITTLE_ENDIAN);
    }
    out.putInt(checksum(target, out.position() - target.position()));
    target.position(out.position());
  }

  static List<String> restore(Learner learner, StoredLearner stored) {
    List<String> taken =
        SettingsText.compare(stored.settings(), learner.settings(), learner.backend());
    List<Tensor> kept = learner.buffers().kept();

    // Nothing was changed until here, and nothing can fail from here on.
    for (int i = 0; i < kept.size(); i++) {
      learner.backend().copyFrom(stored.buffers().get(i), kept.get(i));
    }
    for (int i = 0; i < stored.counts().size(); i++) {
      statistics(learner).get(i).restoreCounts(stored.counts().get(i));
    }
    learner.kernelScale().restore(stored.scale());
    learner.average().restoreCount(stored.averageCount());
    learner.restoreCounts(stored);
    return taken;
  }

  /** Checks magic, version, length and checksum; the buffer then stands at the settings. */
  static int checkedLength(ByteBuffer in) {
    int start = in.position();
    if (in.remaining() < HEADER || in.getLong() != MAGIC) {
      throw new IllegalArgumentException("These bytes are no state of a learner.");
    }
    int version = in.getInt();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "The state is of version %d; this release reads version %d. Take the release that wrote it."
              .formatted(version, VERSION));
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
    return (int) length;
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
