package io.hsicflow.model.learner;

import io.hsicflow.model.backend.Tensor;
import io.hsicflow.model.json.JsonException;
import io.hsicflow.model.loss.KernelScale;
import io.hsicflow.model.network.RunningStatistics;
import io.hsicflow.model.optim.FinalDecay;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private static final int HEADER = Long.BYTES + Integer.BYTES + Long.BYTES;

  private LearnerState() {}

  static long bytes(Learner learner) {
    long bytes = HEADER + Integer.BYTES + settings(learner).length;
    bytes += 9L * Long.BYTES;
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

  static List<String> read(Learner learner, ByteBuffer source) {
    ByteBuffer in = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int length = checkedLength(in);
    List<String> taken = checkedSettings(learner, in);
    if (length != bytes(learner) - settings(learner).length + lastSettingsLength(source)) {
      throw damaged(
          "it has " + length + " bytes, which is not the length of a state of these settings");
    }
    long steps = in.getLong();
    long images = in.getLong();
    long decayFirst = in.getLong();
    long decayLength = in.getLong();
    long averageCount = in.getLong();
    KernelScale.State scale =
        new KernelScale.State(in.getDouble(), in.getDouble(), in.getDouble(), in.getLong());
    List<long[]> counts = new ArrayList<>();
    for (RunningStatistics statistics : statistics(learner)) {
      long[] read = new long[statistics.counts().length];
      expect(read.length, in.getInt(), "counts of running statistics");
      for (int i = 0; i < read.length; i++) {
        read[i] = in.getLong();
      }
      counts.add(read);
    }
    checkBuffers(learner, in);

    // Nothing was changed until here, and nothing can fail from here on.
    for (Tensor tensor : learner.buffers().kept()) {
      in.getLong();
      learner.backend().copyFrom(in, tensor);
      in.order(ByteOrder.LITTLE_ENDIAN);
    }
    for (int i = 0; i < counts.size(); i++) {
      statistics(learner).get(i).restoreCounts(counts.get(i));
    }
    learner.kernelScale().restore(scale);
    learner.average().restoreCount(averageCount);
    Optional<FinalDecay> decay =
        decayLength == 0 ? Optional.empty() : Optional.of(new FinalDecay(decayFirst, decayLength));
    learner.restoreCounts(steps, images, decay);
    source.position(source.position() + length);
    return taken;
  }

  /** Checks magic, version, length and checksum; the buffer then stands at the settings. */
  private static int checkedLength(ByteBuffer in) {
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

  private static List<String> checkedSettings(Learner learner, ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw damaged("its settings are said to have " + length + " bytes");
    }
    byte[] text = new byte[length];
    in.get(text);
    try {
      return SettingsText.compare(
          new String(text, StandardCharsets.UTF_8), learner.settings(), learner.backend());
    } catch (JsonException e) {
      throw new IllegalArgumentException(
          "The settings of the state cannot be read. " + e.getMessage(), e);
    }
  }

  private static int lastSettingsLength(ByteBuffer source) {
    return source.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(source.position() + HEADER);
  }

  private static void checkBuffers(Learner learner, ByteBuffer in) {
    long at = in.position();
    for (Tensor tensor : learner.buffers().kept()) {
      expect(tensor.size(), in.getLong((int) at), "numbers of a buffer");
      at += Long.BYTES + tensor.size() * learner.backend().precision().bytes();
    }
  }

  private static void expect(long expected, long found, String what) {
    if (expected != found) {
      throw damaged("it has " + found + " " + what + " where " + expected + " belong");
    }
  }

  private static IllegalArgumentException damaged(String how) {
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
    return SettingsText.write(learner.settings(), learner.backend())
        .getBytes(StandardCharsets.UTF_8);
  }
}
