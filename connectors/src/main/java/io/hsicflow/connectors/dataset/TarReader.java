package io.hsicflow.connectors.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A tar or tar.gz of image files, or of CIFAR-10's batches, in the archive's order. Nothing is
 * written anywhere: a path in the archive is a name and no more.
 */
final class TarReader implements DatasetReader {
  private final Path archive;
  private final TarArchiveInputStream tar;
  private final int maxFileBytes;
  private String batch;
  private long batchIndex;
  private long skipped;

  private TarReader(Path archive, TarArchiveInputStream tar, int maxFileBytes) {
    this.archive = archive;
    this.tar = tar;
    this.maxFileBytes = maxFileBytes;
  }

  static TarReader open(Path archive, int maxFileBytes) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
    try {
      InputStream plain = GzipFiles.isGzip(in) ? new GZIPInputStream(in, 1 << 16) : in;
      return new TarReader(archive, new TarArchiveInputStream(plain), maxFileBytes);
    } catch (IOException e) {
      in.close();
      throw new IOException("The archive " + archive + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public DatasetImage next() throws IOException {
    try {
      return nextImage();
    } catch (IOException e) {
      throw new IOException("The archive " + archive + " cannot be read: " + e.getMessage(), e);
    }
  }

  private DatasetImage nextImage() throws IOException {
    while (true) {
      if (batch != null) {
        DatasetImage image = CifarReader.read(tar, batch, batchIndex);
        if (image != null) {
          batchIndex++;
          return image;
        }
        batch = null;
      }
      TarArchiveEntry entry = tar.getNextEntry();
      if (entry == null) {
        return null;
      }
      if (!entry.isFile()) {
        continue;
      }
      String path = plainPath(entry.getName());
      if (isBatch(path, entry.getSize())) {
        batch = path.substring(path.lastIndexOf('/') + 1);
        batchIndex = 0;
      } else if (PathFacts.isImage(path)) {
        byte[] file = tar.readNBytes(maxFileBytes + 1);
        if (file.length > 0 && file.length <= maxFileBytes) {
          PathFacts facts = PathFacts.of(path);
          return new DatasetImage(path, facts.split(), facts.label(), file);
        }
        skipped++;
      } else {
        skipped++;
      }
    }
  }

  private static boolean isBatch(String path, long size) {
    return path.endsWith(".bin") && size > 0 && size % CifarReader.RECORD == 0;
  }

  private static String plainPath(String name) {
    String path = name.replace('\\', '/');
    while (path.startsWith("./") || path.startsWith("/")) {
      path = path.substring(path.indexOf('/') + 1);
    }
    return path;
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.empty();
  }

  @Override
  public long skipped() {
    return skipped;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
