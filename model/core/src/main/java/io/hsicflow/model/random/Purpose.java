package io.hsicflow.model.random;

/**
 * What a stream of random numbers is for: streams of different purposes never overlap. The code is
 * part of the counter, so it must never change for a purpose that has been released, and no two
 * purposes may share one.
 */
public enum Purpose {
  /** Start of the parameters: a = network (0 online, 1 target), b = index of the tensor. */
  INITIAL_WEIGHTS(1),
  /** Random Fourier features: a = step, b = index of the draw. */
  FEATURES(2),
  /** Rows that the kernel scale looks at: a = step, b = index of the draw. */
  SCALE_ROWS(3),
  /** The draws of a view: a = place in the training sequence, b = view (0 or 1). */
  VIEW(4),
  /** Synthetic scenes of the demo: a = index of the picture, b = pass over the pictures. */
  SCENE(5),
  /**
   * Choice of examples by the sequencer (replay): a = number of the fresh image, or of the place
   * where none takes it, b = what for.
   */
  SEQUENCE(6),
  /** Choice of images for an evaluation (bank, query, subsample): a = index of the choice. */
  EVALUATION(7),
  /** Hostile inputs of the fuzzing command: a = number of the input, b = what it is for. */
  HOSTILE_INPUT(8),
  /**
   * What drift is measured by: a = 0 its random Fourier features, a = 1 windows that are dealt out
   * at random, b = number of the deal.
   */
  DRIFT(9),
  /** What is broken on purpose, and when: a = number of the failure. */
  FAILURE(10),
  /** Order of the images of a training on labels: a = epoch. */
  LABELLED_ORDER(11),
  /** Made streams of an experiment: a = number of what is drawn for, b = what for. */
  STREAM(12),
  /** Which fresh images are left out where they come too fast: a = number of the stretch. */
  THINNING(13),
  /** Anything a test draws for itself. */
  TEST(255);

  private final int code;

  Purpose(int code) {
    this.code = code;
  }

  /** The number that stands for this purpose in the counter, 0 to 255. */
  public int code() {
    return code;
  }
}
