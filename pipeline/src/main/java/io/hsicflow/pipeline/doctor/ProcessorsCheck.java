package io.hsicflow.pipeline.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How many processors there are, what they can do, and whether the learner's threads fit them. */
final class ProcessorsCheck implements Check {
  /** What convolutions gain from: the names in Linux's list of a processor's features. */
  private static final List<String> X86 =
      List.of("avx2", "avx512f", "avx512_bf16", "amx_bf16", "amx_tile");

  private static final List<String> ARM = List.of("asimd", "sve", "bf16");

  private final int processors;
  private final int threads;
  private final List<String> cpuinfo;

  /**
   * @param processors that this process may use
   * @param threads of the learner
   * @param cpuinfo the lines of Linux's {@code /proc/cpuinfo}; none on other systems
   */
  ProcessorsCheck(int processors, int threads, List<String> cpuinfo) {
    this.processors = processors;
    this.threads = threads;
    this.cpuinfo = cpuinfo;
  }

  @Override
  public String name() {
    return "processors";
  }

  @Override
  public Finding look() {
    List<String> found = new ArrayList<>();
    found.add(processors + (processors == 1 ? " processor" : " processors"));
    field("model name").ifPresent(found::add);
    Optional<String> x86 = field("flags");
    Optional<Set<String>> features = x86.or(() -> field("Features")).map(ProcessorsCheck::words);
    found.add(
        features
            .map(has -> (x86.isPresent() ? X86 : ARM).stream().filter(has::contains).toList())
            .map(has -> has.isEmpty() ? "no wide vectors" : String.join(" ", has))
            .orElse("features not told on this system"));
    String text = String.join(", ", found);
    if (threads > processors) {
      return Finding.attention(
          text + ": learner.threads is " + threads + ", and threads that take turns are slow.",
          "Set learner.threads to at most " + processors + ", or give the process more.");
    }
    if (x86.isPresent() && !features.orElseThrow().contains("avx2")) {
      return Finding.attention(
          text + ": without AVX2 training is several times slower.",
          "Use a newer processor, or let the virtual machine pass AVX2 on.");
    }
    return Finding.fine(text);
  }

  private Optional<String> field(String name) {
    return cpuinfo.stream()
        .filter(line -> line.startsWith(name) && line.indexOf(':') >= 0)
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(text.split("\\s+")));
  }
}
