package io.hsicflow.connectors.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Mixes what can only be read in order: holds images up to a number of bytes and hands out one of
 * them at a time, chosen by the seed. A set that fits is shuffled altogether.
 */
final class ShufflingReader implements DatasetReader {
  private final DatasetReader source;
  private final long seed;
  private final long maxBytes;
  private final List<DatasetImage> held = new ArrayList<>();
  private long heldBytes;
  private long handedOut;
  private boolean ended;

  ShufflingReader(DatasetReader source, long seed, long maxBytes) {
    this.source = source;
    this.seed = seed;
    this.maxBytes = maxBytes;
  }

  @Override
  public DatasetImage next() throws IOException {
    while (!ended && heldBytes < maxBytes) {
      DatasetImage image = source.next();
      if (image == null) {
        ended = true;
      } else {
        held.add(image);
        heldBytes += image.file().length;
      }
    }
    if (held.isEmpty()) {
      return null;
    }
    int chosen = SeededOrder.index(seed, handedOut++, held.size());
    DatasetImage image = held.get(chosen);
    DatasetImage last = held.remove(held.size() - 1);
    if (chosen < held.size()) {
      held.set(chosen, last);
    }
    heldBytes -= image.file().length;
    return image;
  }

  @Override
  public OptionalLong total() {
    return source.total();
  }

  @Override
  public long skipped() {
    return source.skipped();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
