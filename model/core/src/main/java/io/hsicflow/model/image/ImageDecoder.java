package io.hsicflow.model.image;

import io.hsicflow.model.augment.AreaShrink;
import io.hsicflow.model.augment.ShrinkRule;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * Decodes image files under limits. What a file is, it says by its first bytes; how large, by its
 * header, which is read and checked before a decoder sees it. The result is RGB, upright, and no
 * larger than the rule for shrinking allows.
 *
 * <p>JPEG is read to its stored components and turned into RGB here (gray, YCC, RGB, CMYK, YCCK;
 * embedded profiles are not followed); PNG, BMP and GIF (first frame, as large as that frame) by
 * the JDK's decoders; transparent parts show black. Not thread-safe: one instance for a thread.
 *
 * <pre>{@code
 * ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults(), ShrinkRule.timesInput(32, 4));
 * DecodedPixels picture = decoder.decode(file);
 * }</pre>
 */
public final class ImageDecoder {
  private static final String JDK_PLUGINS = "com.sun.imageio.plugins.";

  private final ImageLimits limits;
  private final ShrinkRule rule;
  private final AreaShrink shrink = new AreaShrink();
  private ByteArrayImageStream stream = new ByteArrayImageStream();
  private final Map<ImageFormat, ImageReader> readers = new EnumMap<>(ImageFormat.class);
  private byte[] row = new byte[0];

  /** The first sentence of damage that the JPEG reader warned of, null if none. */
  private String damage;

  /** A decoder that shrinks nothing. */
  public ImageDecoder(ImageLimits limits) {
    this(limits, ShrinkRule.none());
  }

  public ImageDecoder(ImageLimits limits, ShrinkRule rule) {
    this.limits = Objects.requireNonNull(limits, "limits");
    this.rule = Objects.requireNonNull(rule, "rule");
  }

  /**
   * What a file says about itself, checked against the limits; nothing is decoded.
   *
   * @throws ImageRejectedException if the file breaks a limit or is damaged where it describes
   *     itself
   */
  public ImageHeader inspect(byte[] file) throws ImageRejectedException {
    ImageFormat format = format(file);
    return format == ImageFormat.JPEG ? markers(file).header() : header(format, file);
  }

  /**
   * Decodes a file.
   *
   * @throws ImageRejectedException if the file breaks a limit, is damaged or is of a kind that is
   *     not decoded
   */
  public DecodedPixels decode(byte[] file) throws ImageRejectedException {
    ImageFormat format = format(file);
    JpegMarkers markers = format == ImageFormat.JPEG ? markers(file) : null;
    ImageHeader header = markers != null ? markers.header() : header(format, file);
    boolean decoded = false;
    try {
      PixelRows rows = read(header, markers, file);
      if (rows.width() != header.width() || rows.height() != header.height()) {
        throw FileBytes.damaged(
            "The file says "
                + header.width()
                + " by "
                + header.height()
                + " pixels and decodes to "
                + rows.width()
                + " by "
                + rows.height()
                + ".");
      }
      decoded = true;
      return pixels(rows, header);
    } catch (IOException | RuntimeException e) {
      throw new ImageRejectedException(
          RejectReason.DAMAGED, "The " + format + " cannot be decoded: " + sentence(e), e);
    } finally {
      stream.open(new byte[0]);
      if (!decoded) {
        // After a failure the state of a reader, and the marks it left in the stream, are not to be
        // trusted.
        stream = new ByteArrayImageStream();
        ImageReader broken = readers.remove(format);
        if (broken != null) {
          broken.dispose();
        }
      }
    }
  }

  private PixelRows read(ImageHeader header, JpegMarkers markers, byte[] file)
      throws IOException, ImageRejectedException {
    ImageReader reader = readers.computeIfAbsent(header.format(), this::open);
    stream.open(markers != null ? markers.withoutProfile(file) : decodable(header.format(), file));
    reader.setInput(stream, true, true);
    if (reader.getWidth(0) != header.width() || reader.getHeight(0) != header.height()) {
      throw FileBytes.damaged("The " + header.format() + " describes its size in two ways.");
    }
    if (markers == null) {
      int hidden =
          header.format() == ImageFormat.PNG
              ? PngChunks.hiddenLevel(file)
              : ColourModelRows.NONE_HIDDEN;
      return new ColourModelRows(reader.read(0), hidden);
    }
    damage = null;
    Raster raster = reader.readRaster(0, null);
    if (damage != null) {
      throw FileBytes.damaged("The JPEG is damaged: " + damage + ".");
    }
    return new JpegRows(raster, markers.colours());
  }

  /** What the decoder of another format than JPEG is given of a file. */
  private static byte[] decodable(ImageFormat format, byte[] file) throws ImageRejectedException {
    return switch (format) {
      case PNG -> PngChunks.pixelsOnly(file);
      case BMP -> BmpHeader.withoutProfile(file);
      case GIF -> GifBlocks.pixelsOnly(file);
      default -> file;
    };
  }

  private DecodedPixels pixels(PixelRows rows, ImageHeader header) {
    int width = rows.width();
    int height = rows.height();
    byte[] rgb;
    if (rule.shrinks(width, height)) {
      if (row.length < 3 * width) {
        row = new byte[3 * width];
      }
      int toWidth = rule.width(width, height);
      int toHeight = rule.height(width, height);
      shrink.begin(width, height, toWidth, toHeight);
      for (int y = 0; y < height; y++) {
        rows.row(y, row, 0);
        shrink.row(row, 0);
      }
      rgb = shrink.finish();
      width = toWidth;
      height = toHeight;
    } else {
      rgb = rows.all();
    }
    rows.toRgb(rgb);
    byte[] upright = ExifOrientation.upright(rgb, width, height, header.orientation());
    return header.turned()
        ? new DecodedPixels(height, width, upright, header)
        : new DecodedPixels(width, height, upright, header);
  }

  private ImageFormat format(byte[] file) throws ImageRejectedException {
    if (file.length == 0) {
      throw new ImageRejectedException(RejectReason.EMPTY, "The image has no bytes.");
    }
    if (file.length > limits.maxBytes()) {
      throw new ImageRejectedException(
          RejectReason.TOO_MANY_BYTES,
          "The image has " + file.length + " bytes, the limit is " + limits.maxBytes() + ".");
    }
    ImageFormat format = FileSignature.of(file);
    if (!limits.formats().contains(format)) {
      throw new ImageRejectedException(
          RejectReason.FORMAT_NOT_ALLOWED,
          "The image is a " + format + ", allowed are " + limits.formats() + ".");
    }
    return format;
  }

  private JpegMarkers markers(byte[] file) throws ImageRejectedException {
    JpegMarkers markers = JpegMarkers.read(file);
    check(markers.header());
    return markers;
  }

  private ImageHeader header(ImageFormat format, byte[] file) throws ImageRejectedException {
    ImageHeader header =
        switch (format) {
          case PNG -> PngChunks.read(file);
          case GIF -> GifBlocks.read(file);
          default -> BmpHeader.read(file);
        };
    check(header);
    return header;
  }

  private void check(ImageHeader header) throws ImageRejectedException {
    long pixels = (long) header.width() * header.height();
    if (pixels > limits.maxPixels()
        || Math.max(header.width(), header.height()) > limits.maxSide()) {
      throw new ImageRejectedException(
          RejectReason.TOO_MANY_PIXELS,
          "The image is "
              + header.width()
              + " by "
              + header.height()
              + " pixels, the limits are "
              + limits.maxPixels()
              + " pixels and sides of "
              + limits.maxSide()
              + ".");
    }
    if (header.scans() > limits.maxScans()) {
      throw new ImageRejectedException(
          RejectReason.TOO_MANY_SCANS,
          "The JPEG has " + header.scans() + " scans, the limit is " + limits.maxScans() + ".");
    }
  }

  /** The JDK's own reader, whatever else may be on the class path. */
  private ImageReader open(ImageFormat format) {
    Iterator<ImageReaderSpi> providers =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
    while (providers.hasNext()) {
      ImageReaderSpi provider = providers.next();
      if (provider.getPluginClassName().startsWith(JDK_PLUGINS) && decodes(provider, format)) {
        return reader(provider, format);
      }
    }
    throw new IllegalStateException(
        "This Java has no decoder for "
            + format
            + " among "
            + String.join(", ", ImageIO.getReaderFormatNames())
            + ": run on a JDK with the module java.desktop.");
  }

  private ImageReader reader(ImageReaderSpi provider, ImageFormat format) {
    try {
      ImageReader reader = provider.createReaderInstance();
      if (format == ImageFormat.JPEG) {
        reader.addIIOReadWarningListener(
            (source, warning) -> {
              if (damage == null
                  && (warning.startsWith("Premature") || warning.startsWith("Corrupt"))) {
                damage = warning;
              }
            });
      }
      return reader;
    } catch (IOException e) {
      throw new IllegalStateException(
          "The decoder for " + format + " does not start: " + e.getMessage(), e);
    }
  }

  private static boolean decodes(ImageReaderSpi provider, ImageFormat format) {
    for (String name : provider.getFormatNames()) {
      if (name.equalsIgnoreCase(format.name())) {
        return true;
      }
    }
    return false;
  }

  private static String sentence(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
