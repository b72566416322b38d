package io.hsicflow.pipeline.chaos;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One kill, drawn.
 *
 * @param number from 1
 * @param index which one of several processes of its kind, from 0
 * @param during whether it strikes while the job is still coming back from the kill before
 * @param delay after that kill, or after the job has come back from it
 */
record Kill(int number, Target target, int index, boolean during, Duration delay) {
  private static final double DURING_SHARE = 0.25;
  private static final double LONGEST_DELAY_MILLIS = 6_000;

  /**
   * The kills of a seed. They come in rounds, in each of which every target has its turn once, in
   * an order that is drawn: three kills hit each of the three.
   *
   * @param taskManagers how many there are to choose from
   */
  static List<Kill> draw(ChaosSettings settings, int taskManagers) {
    List<Kill> kills = new ArrayList<>();
    List<Target> round = new ArrayList<>();
    for (int number = 1; number <= settings.kills(); number++) {
      CounterRandom random = CounterRandom.at(settings.seed(), Purpose.FAILURE, number, 0);
      if (round.isEmpty()) {
        round.addAll(List.of(Target.values()));
      }
      Target target = round.remove(random.nextInt(round.size()));
      int index = target == Target.TASK_MANAGER ? random.nextInt(taskManagers) : 0;
      boolean during = number > 1 && random.nextDouble() < DURING_SHARE;
      Duration delay = Duration.ofMillis((long) random.uniform(0, LONGEST_DELAY_MILLIS));
      kills.add(new Kill(number, target, index, during, delay));
    }
    return kills;
  }
}
