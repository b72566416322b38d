package io.hsicflow.operators.rates;

/** The training sequence, as rates see it. */
public interface PlacedSequence {

  /** The number of the next place. */
  long next();

  /** How many images are held. */
  long held();

  /**
   * Gives the next places to held images; a step has none twice.
   *
   * @return how many were given; fewer than {@code places} where no held image may take the next
   */
  int replay(int places) throws Exception;
}
