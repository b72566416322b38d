package io.hsicflow.schemas.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * Every version of every schema that was ever released, kept beside the current ones: decoders read
 * what any of them wrote. A release adds a folder; none is ever changed.
 */
public final class ReleasedSchemas {
  private static final String FOLDER = "/io/hsicflow/schemas/released/";

  private ReleasedSchemas() {}

  /**
   * The released versions of one schema, oldest first.
   *
   * @param name the schema's simple name, {@code Image} for example
   */
  public static List<Schema> of(String name) {
    List<Schema> versions = new ArrayList<>();
    for (int version = 1; version <= latest(); version++) {
      try (InputStream in =
          ReleasedSchemas.class.getResourceAsStream(FOLDER + version + "/" + name + ".avsc")) {
        if (in != null) {
          versions.add(new Schema.Parser().parse(in));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SchemaParseException e) {
        throw new IllegalStateException(
            "The released schema " + name + ", version " + version + ", cannot be parsed.", e);
      }
    }
    return List.copyOf(versions);
  }

  /**
   * The newest released version; a schema that was added later is missing from the folders before
   * it.
   */
  public static int latest() {
    return 3;
  }
}
