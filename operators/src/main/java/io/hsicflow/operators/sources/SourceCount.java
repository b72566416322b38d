package io.hsicflow.operators.sources;

/**
 * What is kept in state of a source; its key is the source's label.
 *
 * @param source the name in the records; empty for all that have no label of their own
 * @param images that the gate let in
 * @param seenAt when the last of them came, by the machine's clock, milliseconds since 1970
 * @param capturedAt when that one was taken, as its record says
 */
public record SourceCount(String source, long images, long seenAt, long capturedAt) {}
