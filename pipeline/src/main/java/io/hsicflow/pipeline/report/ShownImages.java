package io.hsicflow.pipeline.report;

import java.io.IOException;
import java.util.List;

/** Images of a bank and a query as a report shows them. */
public interface ShownImages {
  /** The largest pictures that are shown. */
  int LARGEST_SIDE = 64;

  /** Side of the pictures in pixels. */
  int side();

  /** Classes of the bank, an empty text where one is not known. */
  List<String> bankLabels();

  /** Classes of the query, likewise. */
  List<String> queryLabels();

  /** Picture {@code index} of the bank, uint8 RGB. */
  byte[] bankPicture(int index) throws IOException;

  /** Picture {@code index} of the query, uint8 RGB. */
  byte[] queryPicture(int index) throws IOException;

  /** Their pixels, as {@link RawPixels} compares them. */
  BankAndQuery pixels() throws IOException;

  /** Their embeddings by what was learned. */
  BankAndQuery learned();
}
