package io.hsicflow.model.image;

/**
 * A decoded picture.
 *
 * @param width in pixels, after shrinking
 * @param height in pixels, after shrinking
 * @param rgb {@code height * width * 3} bytes: rows from the top, pixels from the left, red, green,
 *     blue
 * @param header what the file itself says, before orientation and shrinking
 */
public record DecodedPixels(int width, int height, byte[] rgb, ImageHeader header) {}
