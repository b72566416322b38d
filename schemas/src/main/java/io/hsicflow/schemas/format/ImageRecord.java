package io.hsicflow.schemas.format;

import java.util.Map;

/**
 * The fields of an image as it came in, the file not decoded yet.
 *
 * @param id the sender's name for it, not empty
 * @param source what took or sent it; the topic where the record does not say
 * @param capturedAt milliseconds since 1970
 * @param label its class, or null where not known
 * @param attributes further facts of the sender
 * @param file the image file's bytes
 */
public record ImageRecord(
    String id,
    String source,
    long capturedAt,
    String label,
    Map<String, String> attributes,
    byte[] file)
    implements ImageReading {}
