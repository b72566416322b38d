package io.hsicflow.connectors.dataset;

import io.hsicflow.connectors.dataset.DatasetImage.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an image's path in a folder or archive says about it: the folder that it lies in is its
 * class, unless that is the root or only names a part of the set; anywhere under a folder {@code
 * test}, or one of {@code val}, {@code valid} and {@code validation}, it is kept apart.
 *
 * @param label the class, or null
 */
record PathFacts(Split split, String label) {
  private static final Set<String> PARTS =
      Set.of("train", "test", "unlabeled", "unlabelled", "images");
  private static final Set<String> VALIDATION = Set.of("val", "valid", "validation");
  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp", "tif", "tiff");
  private static final int MAX_CHARS = 1_000;

  /** The facts of a path with slashes, relative to the root of the set. */
  static PathFacts of(String path) {
    List<String> folders = Arrays.asList(path.split("/"));
    folders = folders.subList(0, folders.size() - 1);
    List<String> lowered = folders.stream().map(folder -> folder.toLowerCase(Locale.ROOT)).toList();
    Split split =
        lowered.contains("test")
            ? Split.TEST
            : lowered.stream().anyMatch(VALIDATION::contains) ? Split.VALIDATION : Split.TRAIN;
    String last = folders.isEmpty() ? null : folders.get(folders.size() - 1);
    return new PathFacts(
        split, last == null || isPart(last.toLowerCase(Locale.ROOT)) ? null : last);
  }

  private static boolean isPart(String folder) {
    return PARTS.contains(folder) || VALIDATION.contains(folder);
  }

  /** Whether the path is that of an image, by its ending; hidden files are none. */
  static boolean isImage(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return path.length() <= MAX_CHARS && !name.startsWith(".") && ENDINGS.contains(ending);
  }
}
