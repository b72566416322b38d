package io.hsicflow.schemas.format;

import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.message.SizeLimits;
import io.hsicflow.schemas.message.UnreadableMessageException;
import java.util.OptionalLong;

/** The value is an Avro single object of a released version of the schema Image. */
record SingleObjectImages() implements ImageWire {
  private static final long serialVersionUID = 1L;

  @Override
  public Image decode(byte[] value, SizeLimits limits) throws UnreadableMessageException {
    return MessageCodec.IMAGE.decode(value, limits);
  }

  @Override
  public OptionalLong peekLong(byte[] value, String field) {
    return MessageCodec.IMAGE.peekLong(value, field);
  }
}
