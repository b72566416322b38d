package io.hsicflow.schemas.format;

import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.message.FramedMessages;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.message.SizeLimits;
import io.hsicflow.schemas.message.UnreadableMessageException;
import io.hsicflow.schemas.registry.SchemaRegistry;
import java.util.OptionalLong;

/** The value is framed, and its schema is one of a registry that can be read as Image. */
final class RegistryImages implements ImageWire {
  private static final long serialVersionUID = 1L;
  private final SchemaRegistry registry;
  private transient volatile FramedMessages<Image> messages;

  RegistryImages(SchemaRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Image decode(byte[] value, SizeLimits limits) throws UnreadableMessageException {
    return messages().decode(value, limits);
  }

  @Override
  public OptionalLong peekLong(byte[] value, String field) {
    return messages().peekLong(value, field);
  }

  private FramedMessages<Image> messages() {
    FramedMessages<Image> made = messages;
    if (made == null) {
      synchronized (this) {
        if (messages == null) {
          messages = new FramedMessages<>(MessageCodec.IMAGE, registry);
        }
        made = messages;
      }
    }
    return made;
  }
}
