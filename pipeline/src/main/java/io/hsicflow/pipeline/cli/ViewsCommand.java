package io.hsicflow.pipeline.cli;

import io.hsicflow.pipeline.views.ViewsSheet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows views. */
@Command(
    name = "views",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Draws images and views of them on one sheet, with what was applied to each view beside it.",
      "Images are decoded as the gate does it and augmented as a job with these settings would do it."
    })
final class ViewsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description =
          "An image, a folder of images, or another data set that 'hsicflow produce' reads.")
  private Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The sheet, a PNG; one that is there is replaced.")
  private Path out;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "4",
      description = "Images, drawn by the seed (default ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Pairs of views of each image (default ${DEFAULT-VALUE}).")
  private int pairs;

  @Mixin private ViewsArguments views;

  ViewsCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter writer = spec.commandLine().getOut();
    new ViewsSheet(views.options(), images, pairs).write(data, out).forEach(writer::println);
    writer.flush();
    return 0;
  }
}
