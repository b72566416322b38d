package io.hsicflow.pipeline.bench;

import io.hsicflow.model.augment.ViewMaker;
import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.model.image.ImageDecoder;
import io.hsicflow.model.image.ImageRejectedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** One thread's work: picture after picture, two views of each, by a decoder and a maker alone. */
final class AugmentLoop {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final List<byte[]> files;
  private final List<DecodedPixels> pictures = new ArrayList<>();
  private final ImageDecoder decoder;
  private final ViewMaker maker;
  private final ViewMaker watched;
  private final StageBook book = new StageBook();
  private final byte[] view1;
  private final byte[] view2;
  private final long seed;
  private long sequence;
  private long sum;

  /**
   * @param sequence number of its first image, so that threads draw other views
   */
  AugmentLoop(AugmentWork work, long sequence) throws ImageRejectedException {
    files = work.pictures().files();
    decoder = work.decoder();
    maker = new ViewMaker(work.settings(), work.size());
    watched = new ViewMaker(work.settings(), work.size(), book);
    view1 = new byte[3 * work.size() * work.size()];
    view2 = new byte[view1.length];
    seed = work.seed();
    this.sequence = sequence;
    for (byte[] file : files) {
      pictures.add(decoder.decode(file));
    }
  }

  /**
   * What a turn has done.
   *
   * @param images two views each
   * @param nanos that it took
   * @param bytes that it allocated
   */
  record Turn(long images, long nanos, long bytes) {
    double imagesPerSecond() {
      return images * 1e9 / nanos;
    }

    double bytesPerImage() {
      return (double) bytes / images;
    }
  }

  /** Where a turn has its pictures from. */
  private interface Pictures {
    DecodedPixels at(int index) throws ImageRejectedException;
  }

  /** Decodes and makes views for that long, of one image at least. */
  Turn fromEncoded(long nanos) throws ImageRejectedException {
    return turn(nanos, index -> decoder.decode(files.get(index)));
  }

  /** Makes views of decoded pictures for that long, of one at least. */
  Turn fromDecoded(long nanos) throws ImageRejectedException {
    return turn(nanos, pictures::get);
  }

  private Turn turn(long nanos, Pictures from) throws ImageRejectedException {
    long before = AllocatedBytes.ofThisThread();
    long start = System.nanoTime();
    long images = 0;
    long passed;
    do {
      make(maker, from.at(next()));
      images++;
      passed = System.nanoTime() - start;
    } while (passed < nanos);
    return new Turn(images, passed, AllocatedBytes.ofThisThread() - before);
  }

  /** As {@link #fromEncoded}, with a look at the clock after every stage. */
  StageBook byStages(long nanos) throws ImageRejectedException {
    book.clear();
    long start = System.nanoTime();
    do {
      byte[] file = files.get(next());
      book.begin();
      DecodedPixels picture = decoder.decode(file);
      book.decoded();
      make(watched, picture);
    } while (System.nanoTime() - start < nanos);
    return book;
  }

  /** Whether a picture that is decoded anew gives the same views as the one that was kept. */
  boolean sameFromBoth() throws ImageRejectedException {
    int index = next();
    long before = sum;
    make(maker, decoder.decode(files.get(index)));
    long encoded = sum - before;
    before = sum;
    make(maker, pictures.get(index));
    return encoded == sum - before;
  }

  private int next() {
    return (int) (++sequence % files.size());
  }

  private void make(ViewMaker by, DecodedPixels picture) {
    by.make(picture.rgb(), picture.width(), picture.height(), seed, sequence, view1, view2);
    sum += sum(view1) + 3 * sum(view2);
  }

  /** Of all bytes but the last few: whoever reads them needs them made. */
  private static long sum(byte[] view) {
    long sum = 0;
    for (int i = 0; i + Long.BYTES <= view.length; i += Long.BYTES) {
      sum += (long) LONGS.get(view, i);
    }
    return sum;
  }
}
