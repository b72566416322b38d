package io.hsicflow.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void accuracyIsTheShareThatIsRight() {
    assertThat(NeighbourVote.accuracy(new int[] {1, 2, 3, 4}, new int[] {1, 2, 0, 0}))
        .isEqualTo(0.5);
  }

  @Test
  void aBankVectorWithoutAClassIsRefused() {
    assertThatThrownBy(() -> vote(new float[] {1}, -1)).hasMessageContaining("bank label is -1");
  }
}
