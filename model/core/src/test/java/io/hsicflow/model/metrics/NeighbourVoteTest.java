package io.hsicflow.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeighbourVoteTest {
  private static NeighbourVote vote(float[] similarity, int... labels) {
    int[] index = new int[labels.length];
    for (int i = 0; i < index.length; i++) {
      index[i] = i;
    }
    return new NeighbourVote(new Neighbours(labels.length, index, similarity), labels);
  }

  @Test
  void theMajorityWins() {
    assertThat(vote(new float[] {0.9f, 0.8f, 0.1f, 0.1f, 0.1f}, 4, 4, 2, 2, 2).majority(5))
        .containsExactly(2);
  }

  @Test
  void aTieGoesToTheLargerSumOfCosines() {
    float[] similarity = {0.9f, 0.8f, 0.7f, 0.65f, 0.1f};
    assertThat(vote(similarity, 3, 1, 1, 3, 0).majority(5)).containsExactly(3);
    assertThat(vote(similarity, 1, 3, 3, 1, 0).majority(5)).containsExactly(1);
    assertThat(vote(similarity, 0, 3, 3, 1, 1).majority(5)).containsExactly(3);
  }

  @Test
  void aTieOfNegativeCosinesIsStillATieOfThoseThatVoted() {
    assertThat(vote(new float[] {-0.2f, -0.3f}, 5, 2).majority(2)).containsExactly(5);
  }

  @Test
  void closeNeighboursOutweighManyFarOnes() {
    NeighbourVote vote = vote(new float[] {0.9f, 0.5f, 0.5f, 0.5f}, 1, 0, 0, 0);
    assertThat(vote.weighted(4, 0.1)).containsExactly(1);
    assertThat(vote.weighted(4, 10)).containsExactly(0);
  }

  @Test
  void onlyTheFirstKVote() {
    assertThat(vote(new float[] {0.9f, 0.8f, 0.7f}, 1, 0, 0).majority(1)).containsExactly(1);
  }

  @Test
  void theTopClassesAreThoseOfTheLargestVotesByPlainArithmetic() {
    int bank = 40;
    int queries = 60;
    int k = 15;
    double temperature = 0.3;
    Random random = new Random(7);
    int[] bankLabels = random.ints(bank, 0, 9).toArray();
    int[] labels = random.ints(queries, 0, 11).toArray();
    int[] index = random.ints(queries * k, 0, bank).toArray();
    float[] similarity = new float[queries * k];
    for (int i = 0; i < similarity.length; i++) {
      similarity[i] = 2 * random.nextFloat() - 1;
    }
    NeighbourVote vote = new NeighbourVote(new Neighbours(k, index, similarity), bankLabels);

    for (int top : new int[] {1, 2, 5, 20}) {
      int right = 0;
      for (int q = 0; q < queries; q++) {
        Map<Integer, Double> votes = new HashMap<>();
        for (int i = q * k; i < (q + 1) * k; i++) {
          votes.merge(bankLabels[index[i]], Math.exp(similarity[i] / temperature), Double::sum);
        }
        right +=
            votes.entrySet().stream()
                    .sorted(Map.Entry.<Integer, Double>comparingByValue().reversed())
                    .limit(top)
                    .map(Map.Entry::getKey)
                    .toList()
                    .contains(labels[q])
                ? 1
                : 0;
      }
      assertThat(vote.weightedAccuracy(k, temperature, labels, top))
          .isEqualTo((double) right / queries);
    }
    assertThat(vote.weightedAccuracy(k, temperature, labels, 1))
        .isEqualTo(NeighbourVote.accuracy(vote.weighted(k, temperature), labels));
  }

  @Test
  void ofEqualVotesTheOneThatWouldBeElectedComesFirst() {
    NeighbourVote vote = vote(new float[] {0.5f, 0.5f, 0.1f}, 2, 1, 0);

    assertThat(vote.weighted(3, 1)).containsExactly(1);
    assertThat(vote.weightedAccuracy(3, 1, new int[] {1}, 1)).isOne();
    assertThat(vote.weightedAccuracy(3, 1, new int[] {2}, 1)).isZero();
    assertThat(vote.weightedAccuracy(3, 1, new int[] {2}, 2)).isOne();
    assertThat(vote.weightedAccuracy(3, 1, new int[] {0}, 2)).isZero();
    assertThat(vote.weightedAccuracy(3, 1, new int[] {0}, 3)).isOne();
  }

  @Test
  void aClassWithoutAVoteIsNeverAmongTheTop() {
    NeighbourVote vote = vote(new float[] {0.5f, 0.4f, 0.1f}, 2, 1, 0);

    assertThat(vote.weightedAccuracy(2, 1, new int[] {0}, 5)).isZero();
    assertThat(vote.weightedAccuracy(3, 1, new int[] {7}, 5)).isZero();
    assertThatThrownBy(() -> vote.weightedAccuracy(3, 1, new int[] {1, 2}, 5))
        .hasMessageContaining("2 labels stand against 1 queries");
  }

  @Test
  void accuracyIsTheShareThatIsRight() {
    assertThat(NeighbourVote.accuracy(new int[] {1, 2, 3, 4}, new int[] {1, 2, 0, 0}))
        .isEqualTo(0.5);
  }

  @Test
  void aBankVectorWithoutAClassIsRefused() {
    assertThatThrownBy(() -> vote(new float[] {1}, -1)).hasMessageContaining("bank label is -1");
  }
}
