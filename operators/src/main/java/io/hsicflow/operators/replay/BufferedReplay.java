package io.hsicflow.operators.replay;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import io.hsicflow.operators.sequencer.Replay;
import io.hsicflow.operators.sequencer.ReplayCounters;
import io.hsicflow.schemas.record.SourceImage;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * Holds images of the past within bounds of number and bytes, and lets some of them follow each
 * fresh one, drawn uniformly: of all images, or of those of a source that was drawn first.
 *
 * <p>A step never has an image twice, since the loss takes every row for an image of its own: an
 * image that has a place in the step under way is drawn again, and after {@link #TRIES} draws the
 * place is not given.
 */
final class BufferedReplay implements Replay {

  /** So many draws are made for a place. */
  static final int TRIES = 32;

  private static final int NOTHING = -1;

  private final ReplaySettings settings;
  private final int batch;
  private final ReplayState state;
  private final ReplayCounters counters;
  private final SlotTable table = new SlotTable();
  private final Shelves shelves;
  private final Ranking ranking;
  private final RecordTime time = new RecordTime();
  private final StoredOrder stored;
  private final CounterRandom random;
  private final long maxAgeMillis;
  private long fresh;
  private long step;

  /**
   * @param fresh the number of the next fresh image
   */
  BufferedReplay(
      ReplaySettings settings, int batch, ReplayState state, long fresh, ReplayCounters counters)
      throws Exception {
    this.settings = settings;
    this.batch = batch;
    this.state = state;
    this.fresh = fresh;
    this.counters = counters;
    shelves = new Shelves(table, settings.fairSources());
    ranking = settings.ranking(table);
    random = CounterRandom.at(settings.seed(), Purpose.SEQUENCE, fresh, DrawKind.REPLAYED.stream());
    maxAgeMillis = settings.maxAge().toMillis();
    stored = new StoredOrder(table, shelves, ranking, time);
    BufferOrder order = state.order();
    if (order != null) {
      stored.read(order, state);
      step = order.step();
      // The bounds may be narrower than those that the state was written with.
      makeRoom(NOTHING);
    }
  }

  @Override
  public void onFresh(
      long sequence, SourceImage image, ThrowingConsumer<SourceImage, Exception> places)
      throws Exception {
    long number = fresh++;
    random.reset(settings.seed(), Purpose.SEQUENCE, number, DrawKind.REPLAYED.stream());
    ranking.begin(number);
    time.take(image.capturedAt());
    step = sequence / batch;
    places.accept(image);
    long next = sequence + 1;
    for (int i = settings.replaysAfter(number); i > 0; i--) {
      step = next / batch;
      int slot = draw();
      if (slot == NOTHING) {
        counters.ungiven().inc();
      } else {
        table.setStep(slot, step);
        counters.replayed().inc();
        places.accept(state.image(slot));
        next++;
      }
    }
    hold(number, image, sequence / batch);
  }

  @Override
  public int replay(long sequence, int count, ThrowingConsumer<SourceImage, Exception> places)
      throws Exception {
    for (int given = 0; given < count; given++) {
      long place = sequence + given;
      random.reset(settings.seed(), Purpose.SEQUENCE, place, DrawKind.UNASKED.stream());
      step = place / batch;
      int slot = draw();
      if (slot == NOTHING) {
        slot = drawOfThoseThatMay();
      }
      if (slot == NOTHING) {
        return given;
      }
      table.setStep(slot, step);
      counters.replayed().inc();
      places.accept(state.image(slot));
    }
    return count;
  }

  /** Draws among the images that may take a place, where they are few; nothing where none may. */
  private int drawOfThoseThatMay() {
    if (shelves.images() < settings.minImages()) {
      return NOTHING;
    }
    int[] slots = new int[shelves.images()];
    int count = 0;
    for (int i = 0; i < shelves.count(); i++) {
      Shelf shelf = shelves.get(i);
      for (int at = 0; at < shelf.size(); at++) {
        int slot = shelf.slot(at);
        if (table.step(slot) != step && !isTooOld(table.moment(slot))) {
          slots[count++] = slot;
        }
      }
    }
    return count == 0 ? NOTHING : slots[random.nextInt(count)];
  }

  private int draw() throws Exception {
    if (shelves.images() < settings.minImages()) {
      return NOTHING;
    }
    for (int i = 0; i < TRIES && shelves.images() > 0; i++) {
      Shelf shelf = shelves.get(random.nextInt(shelves.count()));
      int slot = shelf.slot(random.nextInt(shelf.size()));
      if (isTooOld(table.moment(slot))) {
        shelf.setThreshold(Shelf.OPEN);
        counters.evicted().inc();
        remove(shelf, slot);
        state.remove(slot);
      } else if (table.step(slot) != step) {
        return slot;
      }
    }
    return NOTHING;
  }

  private boolean isTooOld(long moment) {
    if (maxAgeMillis == 0 || moment >= time.now()) {
      return false;
    }
    // Negative where it is more than a long holds.
    long age = time.now() - moment;
    return age > maxAgeMillis || age < 0;
  }

  private void hold(long number, SourceImage image, long stepOfImage) throws Exception {
    SourceImage kept = settings.held().of(image);
    int bytes = kept.bytes();
    String name = shelves.nameFor(image.source());
    if (bytes > settings.maxBytes() || !ranking.admits(shelves.find(name), number)) {
      return;
    }
    long moment = Math.min(image.capturedAt(), time.now());
    byte[] descriptor = ranking.describe(image);
    Shelf shelf = shelves.open(name);
    int slot = table.take(number, bytes, moment);
    ranking.enter(shelf, slot, descriptor);
    int novelty = ranking.novelty(slot);
    if (novelty >= 0) {
      counters.novelty().update(novelty);
    }
    table.setStep(slot, stepOfImage);
    shelves.add(shelf, slot);
    if (makeRoom(slot)) {
      state.put(slot, new HeldImage(number, image.source(), bytes, moment, descriptor), kept);
    }
  }

  /** Lets images go until the bounds are kept; whether the new one is still held then. */
  private boolean makeRoom(int added) throws Exception {
    boolean held = true;
    while (shelves.images() > settings.images() || shelves.bytes() > settings.maxBytes()) {
      Shelf shelf =
          shelves.images() > settings.images() ? shelves.mostImages() : shelves.mostBytes();
      int slot = shelf.first();
      ranking.evict(shelf, slot);
      remove(shelf, slot);
      if (slot == added) {
        held = false;
      } else {
        counters.evicted().inc();
        state.remove(slot);
      }
    }
    return held;
  }

  private void remove(Shelf shelf, int slot) {
    shelves.remove(slot);
    ranking.left(shelf, slot);
  }

  @Override
  public void snapshot() throws Exception {
    state.write(new ReplayPosition(settings.kind().toString(), fresh));
    state.write(stored.write(step));
  }

  @Override
  public long images() {
    return shelves.images();
  }

  @Override
  public long bytes() {
    return shelves.bytes();
  }
}
