package io.hsicflow.schemas.message;

import io.hsicflow.schemas.registry.RegisteredSchema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityResult;

/** Judges a registered schema: whether what it wrote can be read as one of our messages. */
final class WriterSchema {
  /** Far more than any message has; a schema can claim exponentially many in a few lines. */
  static final long MOST_FIELDS = 10_000;

  /** Records, arrays, maps and unions within each other; reading follows them on the stack. */
  private static final int MOST_DEPTH = 100;

  private final Map<String, Known> sizes = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private int depth;

  /**
   * What a record was found to have.
   *
   * @param depth at which it was looked at: further down it may be too deep
   */
  private record Known(long size, int depth) {}

  private WriterSchema() {}

  /**
   * The schema, where {@code reader} can read what it wrote.
   *
   * @throws Unfit with a sentence where not
   */
  static Schema judge(int id, RegisteredSchema registered, Schema reader) throws Unfit {
    String named = "The schema of id " + id + " in the schema registry ";
    if (!registered.type().equals(RegisteredSchema.AVRO)) {
      throw new Unfit(named + "is of type " + registered.type() + ", not AVRO.");
    }
    if (registered.hasReferences()) {
      throw new Unfit(
          named + "refers to other schemas there, and only one that stands alone is read.");
    }
    Schema schema;
    try {
      schema = new Schema.Parser().parse(registered.text());
    } catch (RuntimeException e) {
      // Not Avro's own alone: a text from outside makes its parser throw others, such as
      // UnsupportedOperationException for a size that no array has; no such text may end the job.
      throw new Unfit(named + "is no Avro schema: " + e.getMessage() + ".");
    }
    if (schema.getType() != Schema.Type.RECORD) {
      throw new Unfit(named + "is no record, but " + schema.getType().getName() + ".");
    }
    if (new WriterSchema().size(schema) > MOST_FIELDS) {
      throw new Unfit(
          named
              + "contains itself, has more than "
              + MOST_FIELDS
              + " fields, or more than "
              + MOST_DEPTH
              + " types within each other: such are not read.");
    }
    SchemaCompatibilityResult result =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, schema).getResult();
    if (!result.getIncompatibilities().isEmpty()) {
      throw new Unfit(
          named
              + "("
              + schema.getFullName()
              + ") cannot be read as "
              + reader.getName()
              + ": "
              + result.getIncompatibilities().stream()
                  .map(
                      gap ->
                          gap.getType()
                              + " at "
                              + gap.getLocation()
                              + " ("
                              + gap.getMessage()
                              + ")")
                  .collect(Collectors.joining("; "))
              + ".");
    }
    for (Schema.Field field : reader.getFields()) {
      Schema.Field theirs = schema.getField(field.name());
      if (theirs != null && field.schema().getLogicalType() != null) {
        requireSameMeaning(
            named + "(" + schema.getFullName() + ") has ", theirs, field.schema().getLogicalType());
      }
    }
    return schema;
  }

  /**
   * Avro resolves microseconds to milliseconds without a word, and takes the number as it is. The
   * name counts, not Avro's own type, which there is none of for names that Avro does not know.
   */
  private static void requireSameMeaning(String has, Schema.Field field, LogicalType ours)
      throws Unfit {
    List<Schema> choices =
        field.schema().isUnion() ? field.schema().getTypes() : List.of(field.schema());
    for (Schema choice : choices) {
      String theirs = choice.getProp(LogicalType.LOGICAL_TYPE_PROP);
      if (theirs != null && !theirs.equals(ours.getName())) {
        throw new Unfit(
            has + field.name() + " as " + theirs + ", but it is read as " + ours.getName() + ".");
      }
    }
  }

  /**
   * Fields of all records in it, each as often as it is written; very many for endless ones and for
   * those that are too deep.
   */
  private long size(Schema schema) {
    if (depth == MOST_DEPTH) {
      return MOST_FIELDS + 1;
    }
    depth++;
    long size = sizeWithin(schema);
    depth--;
    return size;
  }

  private long sizeWithin(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case ARRAY -> add(1, size(schema.getElementType()));
      case MAP -> add(1, size(schema.getValueType()));
      case UNION -> {
        long sum = 1;
        for (Schema choice : schema.getTypes()) {
          sum = add(sum, size(choice));
        }
        yield sum;
      }
      default -> 1;
    };
  }

  private long record(Schema record) {
    String name = record.getFullName();
    Known known = sizes.get(name);
    if (known != null && depth <= known.depth()) {
      return known.size();
    }
    if (!open.add(name)) {
      return MOST_FIELDS + 1;
    }
    long sum = 1;
    for (Schema.Field field : record.getFields()) {
      sum = add(sum, size(field.schema()));
    }
    open.remove(name);
    sizes.put(name, new Known(sum, depth));
    return sum;
  }

  private static long add(long sum, long more) {
    return Math.min(sum + more, 2 * MOST_FIELDS);
  }

  /** Why a schema cannot be read by. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    /** Avro's reasons repeat whole schemas, and the sentence is kept for every record of it. */
    Unfit(String sentence) {
      super(
          sentence.length() <= UnreadableMessageException.MOST_CHARS
              ? sentence
              : sentence.substring(0, UnreadableMessageException.MOST_CHARS - 3) + "...");
    }
  }
}
