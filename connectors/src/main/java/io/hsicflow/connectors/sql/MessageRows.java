package io.hsicflow.connectors.sql;

import io.hsicflow.schemas.message.UnreadableMessageException;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our messages as rows. Records without a value, which say that a dead letter was published again,
 * are no rows. Others that are no such message end the query, or are counted, as {@code
 * unreadableRecords}, logged and passed over.
 */
final class MessageRows implements DeserializationSchema<RowData> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(MessageRows.class);

  private final MessageKind message;
  private final boolean skipUnreadable;
  private final RowType type;
  private final TypeInformation<RowData> information;
  private transient MessageColumns columns;
  private transient Counter unreadable;

  MessageRows(
      MessageKind message,
      boolean skipUnreadable,
      RowType type,
      TypeInformation<RowData> information) {
    this.message = message;
    this.skipUnreadable = skipUnreadable;
    this.type = type;
    this.information = information;
    columns = new MessageColumns(message.codec(), type); // refuses wrong columns when planned
  }

  @Override
  public void open(InitializationContext context) {
    columns = new MessageColumns(message.codec(), type);
    unreadable = context.getMetricGroup().counter("unreadableRecords", new SimpleCounter());
  }

  @Override
  public RowData deserialize(byte[] value) throws IOException {
    if (value == null) {
      return null;
    }
    try {
      return columns.row(message.codec().decode(value));
    } catch (UnreadableMessageException e) {
      if (!skipUnreadable) {
        throw new IOException(
            "A record is no readable "
                + message
                + ". "
                + e.getMessage()
                + " Set "
                + MessageFormatOptions.SKIP_UNREADABLE.key()
                + " below the format's options to pass over such records.",
            e);
      }
      unreadable.inc();
      LOG.warn("A record that is no readable {} is passed over. {}", message, e.getMessage());
      return null;
    }
  }

  @Override
  public boolean isEndOfStream(RowData row) {
    return false;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return information;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageRows that
        && message == that.message
        && skipUnreadable == that.skipUnreadable
        && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return Objects.hash(message, skipUnreadable, type);
  }
}
