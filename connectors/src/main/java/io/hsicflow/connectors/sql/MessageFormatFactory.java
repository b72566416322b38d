package io.hsicflow.connectors.sql;

import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The format {@code hsicflow}: values are our messages as Avro single objects, in whatever released
 * version. Columns have the names and types of the message's fields ({@link MessageColumns}).
 */
public final class MessageFormatFactory implements DeserializationFormatFactory {

  /** How tables name the format. */
  public static final String IDENTIFIER = "hsicflow";

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(MessageFormatOptions.MESSAGE);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(MessageFormatOptions.SKIP_UNREADABLE);
  }

  @Override
  public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
      DynamicTableFactory.Context context, ReadableConfig options) {
    FactoryUtil.validateFactoryOptions(this, options);
    return new MessageDecoding(
        options.get(MessageFormatOptions.MESSAGE),
        options.get(MessageFormatOptions.SKIP_UNREADABLE));
  }

  private record MessageDecoding(MessageKind message, boolean skipUnreadable)
      implements ProjectableDecodingFormat<DeserializationSchema<RowData>> {

    @Override
    public DeserializationSchema<RowData> createRuntimeDecoder(
        DynamicTableSource.Context context, DataType columns, int[][] wanted) {
      DataType produced = Projection.of(wanted).project(columns);
      return new MessageRows(
          message,
          skipUnreadable,
          (RowType) produced.getLogicalType(),
          context.createTypeInformation(produced));
    }

    @Override
    public ChangelogMode getChangelogMode() {
      return ChangelogMode.insertOnly();
    }
  }
}
