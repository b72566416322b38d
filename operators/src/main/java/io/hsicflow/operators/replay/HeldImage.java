package io.hsicflow.operators.replay;

/**
 * What is known of a held image without reading it; kept in state by its slot.
 *
 * @param number the number of the fresh image, from 0; no two have the same
 * @param source as the image has it
 * @param bytes of its pixels, or of its file where that is held
 * @param moment when it was captured, milliseconds since 1970, or when it came by {@link
 *     RecordTime} where it says that it was captured later
 * @param descriptor of its looks, as {@link Descriptors} makes it; empty where nothing compares
 */
public record HeldImage(long number, String source, int bytes, long moment, byte[] descriptor) {}
