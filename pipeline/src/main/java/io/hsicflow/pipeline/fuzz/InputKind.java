package io.hsicflow.pipeline.fuzz;

/** How an input of the gate is made; the weight says how many of a thousand are. */
enum InputKind {
  /** An honest picture. */
  HONEST(40),
  /** A picture with bytes changed. */
  FLIPPED(210),
  /** A picture's beginning. */
  TRUNCATED(90),
  /** The beginning of one picture and the end of another. */
  SPLICED(80),
  /** A picture with a run of bytes taken out, put in or doubled. */
  SHIFTED(60),
  /** A picture whose chunks, segments or blocks were changed, with lengths and checksums right. */
  PARTS(180),
  /** A picture whose header says something else. */
  HEADER(130),
  /** A picture with something behind or in front of it, or two files in one. */
  POLYGLOT(40),
  /** A small file that is costly to open. */
  BOMB(15),
  /** Random bytes, some behind the signature of a format. */
  RANDOM(45),
  /** A changed or invented Avro record. */
  AVRO(80),
  /** A picture under a hostile key. */
  KEY(30);

  private static final int ALL = 1_000;

  private final int weight;

  InputKind(int weight) {
    this.weight = weight;
  }

  static InputKind drawn(Draw draw) {
    int left = draw.below(ALL);
    for (InputKind kind : values()) {
      left -= kind.weight;
      if (left < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("The weights of the kinds do not make " + ALL + ".");
  }
}
