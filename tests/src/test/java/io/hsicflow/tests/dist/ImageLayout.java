package io.hsicflow.tests.dist;

import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an image adds to its base, as the Dockerfile's lines of COPY say, in a folder of this build:
 * the distribution's files under further names, so that they take no room, in folders that nobody
 * may write to.
 */
final class ImageLayout implements AutoCloseable {
  private static final String READ = "r-xr-xr-x";
  private static final String WRITE = "rwxr-xr-x";

  private final Path root;

  private ImageLayout(Path root) {
    this.root = root;
  }

  static ImageLayout of(Dockerfile file, Distribution distribution) throws IOException {
    ImageLayout layout = new ImageLayout(Checkout.root().resolve("tests/target/image"));
    layout.close(); // what a run that was ended has left
    for (Dockerfile.Copy copy : file.copies()) {
      Path source = distribution.resolve(copy.source());
      Path target = layout.path(copy.target());
      Files.createDirectories(target);
      if (copy.source().endsWith("/")) {
        try (Stream<Path> files = Files.list(source)) {
          for (Path each : files.toList()) {
            Files.createLink(target.resolve(each.getFileName()), each);
          }
        }
      } else {
        Files.createLink(target.resolve(source.getFileName()), source);
      }
    }
    layout.permit(READ);
    return layout;
  }

  /** Where a path of the image lies here. */
  Path path(String inImage) {
    return root.resolve(inImage.substring(1));
  }

  /** All files with their lengths. */
  SortedMap<String, Long> files() throws IOException {
    SortedMap<String, Long> files = new TreeMap<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.put("/" + root.relativize(file), attributes.size());
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  @Override
  public void close() throws IOException {
    if (Files.notExists(root)) {
      return;
    }
    permit(WRITE);
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void permit(String permissions) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
