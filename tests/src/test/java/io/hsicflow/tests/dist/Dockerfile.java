package io.hsicflow.tests.dist;

import io.hsicflow.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Dockerfile of {@code k8s/docker} as a list of instructions.
 *
 * @param instructions in their order, a line each, without comments
 */
record Dockerfile(List<Instruction> instructions) {
  static final String PROCESSOR = "Dockerfile";
  static final String CUDA = "Dockerfile.cuda";

  /** Where the build stage leaves the distribution. */
  private static final String DISTRIBUTION = "/dist/";

  /**
   * An instruction.
   *
   * @param name as FROM
   * @param arguments what stands behind it
   */
  record Instruction(String name, String arguments) {
    List<String> words() {
      return Arrays.asList(arguments.split(" +"));
    }
  }

  /**
   * What an image has from the distribution.
   *
   * @param source a path in the distribution
   * @param target a path in the image; a folder where it ends with a slash
   */
  record Copy(String source, String target) {}

  static Path path(String name) {
    return Checkout.root().resolve("k8s/docker").resolve(name);
  }

  static Dockerfile read(String name) throws IOException {
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : Files.readAllLines(path(name))) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      boolean goesOn = line.endsWith("\\");
      open.append(goesOn ? line.substring(0, line.length() - 1) : line);
      if (!goesOn) {
        String[] parts = open.toString().strip().split(" +", 2);
        instructions.add(new Instruction(parts[0], parts[1]));
        open.setLength(0);
      }
    }
    return new Dockerfile(instructions);
  }

  List<String> all(String name) {
    return instructions.stream()
        .filter(instruction -> instruction.name().equals(name))
        .map(Instruction::arguments)
        .toList();
  }

  /** Arguments of the build by their names, those with a default. */
  Map<String, String> arguments() {
    Map<String, String> arguments = new LinkedHashMap<>();
    for (String argument : all("ARG")) {
      String[] parts = argument.split("=", 2);
      if (parts.length == 2) {
        arguments.put(parts[0], parts[1]);
      }
    }
    return arguments;
  }

  /** The images that the stages start from, with arguments of the build put in. */
  List<String> bases() {
    return all("FROM").stream().map(from -> resolved(from.split(" ")[0])).toList();
  }

  private String resolved(String text) {
    String resolved = text;
    for (Map.Entry<String, String> argument : arguments().entrySet()) {
      resolved = resolved.replace("${" + argument.getKey() + "}", argument.getValue());
    }
    return resolved;
  }

  /** What the image has from the distribution. */
  List<Copy> copies() {
    List<Copy> copies = new ArrayList<>();
    for (Instruction instruction : instructions) {
      List<String> words = instruction.words();
      if (instruction.name().equals("COPY") && words.get(0).equals("--from=build")) {
        String target = words.get(words.size() - 1);
        for (String source : words.subList(1, words.size() - 1)) {
          if (!source.startsWith(DISTRIBUTION)) {
            throw new IllegalStateException(
                "COPY takes " + source + " from the build, which is not in " + DISTRIBUTION);
          }
          copies.add(new Copy(source.substring(DISTRIBUTION.length()), target));
        }
      }
    }
    return copies;
  }
}
