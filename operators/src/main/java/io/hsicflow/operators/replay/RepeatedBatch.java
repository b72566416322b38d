package io.hsicflow.operators.replay;

import io.hsicflow.operators.sequencer.Replay;
import io.hsicflow.operators.sequencer.ReplayCounters;
import io.hsicflow.schemas.record.SourceImage;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * Holds one batch of fresh images, and gives it again as a whole once it is full: replay without a
 * buffer, to compare buffers with. Any {@code batch} places in a row are different images while the
 * whole batch is held; where some of it is not, an image that would come to a step a second time
 * leaves its place out.
 */
final class RepeatedBatch implements Replay {

  private final ReplaySettings settings;
  private final int batch;
  private final ReplayState state;
  private final ReplayCounters counters;
  private long fresh;
  private long images;
  private long bytes;

  /**
   * @param fresh the number of the next fresh image
   */
  RepeatedBatch(
      ReplaySettings settings, int batch, ReplayState state, long fresh, ReplayCounters counters)
      throws Exception {
    this.settings = settings;
    this.batch = batch;
    this.state = state;
    this.fresh = fresh;
    this.counters = counters;
    for (Map.Entry<Integer, HeldImage> entry : state.held()) {
      images++;
      bytes += entry.getValue().bytes();
    }
  }

  @Override
  public void onFresh(
      long sequence, SourceImage image, ThrowingConsumer<SourceImage, Exception> places)
      throws Exception {
    long number = fresh++;
    int slot = (int) (number % batch);
    places.accept(image);
    SourceImage kept = settings.held().of(image);
    int size = kept.bytes();
    // An image that does not fit is missing in the repetitions, which counts its places.
    if (bytes + size <= settings.maxBytes()) {
      HeldImage facts =
          new HeldImage(number, image.source(), size, image.capturedAt(), Ranking.NONE);
      state.put(slot, facts, kept);
      images++;
      bytes += size;
    }
    if (slot == batch - 1) {
      repeat(sequence + 1, settings.replaysAfter(number / batch), places);
    }
  }

  private void repeat(long sequence, int times, ThrowingConsumer<SourceImage, Exception> places)
      throws Exception {
    long next = sequence;
    // Where each image had its last place: at first the batch stands right before the repetitions.
    long[] last = LongStream.range(sequence - batch, sequence).toArray();
    for (int time = 0; time < times; time++) {
      for (int slot = 0; slot < batch; slot++) {
        SourceImage image = state.image(slot);
        if (image == null || Math.floorDiv(last[slot], (long) batch) == next / batch) {
          counters.ungiven().inc();
        } else {
          counters.replayed().inc();
          places.accept(image);
          last[slot] = next++;
        }
      }
    }
    for (int slot = 0; slot < batch; slot++) {
      state.remove(slot);
    }
    counters.evicted().inc(images);
    images = 0;
    bytes = 0;
  }

  @Override
  public void snapshot() throws Exception {
    state.write(new ReplayPosition(settings.kind().toString(), fresh));
  }

  @Override
  public long images() {
    return images;
  }

  @Override
  public long bytes() {
    return bytes;
  }
}
