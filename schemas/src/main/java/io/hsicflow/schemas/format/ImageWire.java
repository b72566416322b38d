package io.hsicflow.schemas.format;

import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.message.SizeLimits;
import io.hsicflow.schemas.message.UnreadableMessageException;
import java.io.Serializable;
import java.util.OptionalLong;

/** How the message Image stands in a value; safe for use by several threads. */
sealed interface ImageWire extends Serializable permits SingleObjectImages, RegistryImages {

  /**
   * The message.
   *
   * @throws UnreadableMessageException where the value holds anything else, or more than the limits
   */
  Image decode(byte[] value, SizeLimits limits) throws UnreadableMessageException;

  /** The number in a field of type long; empty where the value has none. */
  OptionalLong peekLong(byte[] value, String field);
}
