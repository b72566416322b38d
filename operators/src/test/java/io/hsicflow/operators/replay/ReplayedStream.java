package io.hsicflow.operators.replay;

import io.hsicflow.operators.sequencer.Replay;
import io.hsicflow.operators.sequencer.ReplayCounters;
import io.hsicflow.operators.sequencer.ReplayPolicy;
import io.hsicflow.schemas.record.SourceImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;

/** A replay over state in memory, and the images that it gave places, in their order. */
final class ReplayedStream {

  static final int BATCH = 8;
  static final long SEED = 11;

  final MemoryState state = new MemoryState();
  final CountedReads reads = new CountedReads();
  final List<SourceImage> places = new ArrayList<>();
  final ReplayCounters counters = ReplayCounters.unregistered();
  private Replay replay;

  /**
   * @param options as {@code replay.places=2}, without {@code replay.}
   */
  ReplayedStream(long seed, String... options) throws Exception {
    open(seed, options);
  }

  /** Begins anew from what is in the state. */
  void open(long seed, String... options) throws Exception {
    replay = policy(seed, options).open(reads.counted(state.store()), BATCH, counters);
  }

  static ReplayPolicy policy(long seed, String... options) {
    Configuration config = new Configuration();
    for (String option : options) {
      String[] parts = option.split("=");
      config.setString("replay." + parts[0], parts[1]);
    }
    return ReplayOptions.policy(config, seed);
  }

  void take(SourceImage fresh) throws Exception {
    replay.onFresh(places.size(), fresh, places::add);
  }

  /** Takes images from offset {@code first} to before {@code end}, all of one source. */
  void take(int first, int end) throws Exception {
    for (int offset = first; offset < end; offset++) {
      take(image("camera", offset, 1));
    }
  }

  Replay replay() {
    return replay;
  }

  /** The replayed places, where every fresh image comes for the first time. */
  List<SourceImage> replayed() {
    List<SourceImage> again = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (SourceImage image : places) {
      if (!seen.add(image.offset())) {
        again.add(image);
      }
    }
    return again;
  }

  /** The images that are held, in the order in which they came. */
  List<SourceImage> held() throws Exception {
    ReplayState read = new ReplayState(state.store());
    List<SourceImage> images = new ArrayList<>();
    for (Map.Entry<Integer, HeldImage> entry : read.held()) {
      images.add(read.image(entry.getKey()));
    }
    images.sort((a, b) -> Long.compare(a.offset(), b.offset()));
    return images;
  }

  List<Long> heldOffsets() throws Exception {
    return held().stream().map(SourceImage::offset).toList();
  }

  /** An image of {@code pixels} pixels that was captured at its offset in seconds. */
  static SourceImage image(String source, long offset, int pixels) {
    return image(source, offset, 1000 * offset, pixels);
  }

  static SourceImage image(String source, long offset, long capturedAt, int pixels) {
    byte[] rgb = new byte[3 * pixels];
    rgb[0] = (byte) offset;
    return new SourceImage(
        "images", 0, offset, "id" + offset, source, capturedAt, null, pixels, 1, rgb);
  }
}
