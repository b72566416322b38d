package io.hsicflow.model.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.host.HostBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

class NativePagesTest {
  private static final long MIB = 1 << 20;

  @Test
  void whatManySmallBlocksLeaveHoldsALargeOne() {
    NativePages pages = new NativePages();
    List<BytePointer> small = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      small.add(pages.take(MIB));
    }
    for (int i : new int[] {3, 1, 2, 0, 15, 7, 8, 6, 4, 5, 9, 14, 13, 12, 10, 11}) {
      giveBack(pages, small.get(i));
    }
    BytePointer large = pages.take(16 * MIB);
    assertThat(large.address()).isEqualTo(small.get(0).address());
    assertThat(pages.touched()).isEqualTo(16 * MIB);
    pages.freeAll();
  }

  @Test
  void blocksBeginAtCacheLinesAndNeverOverlapInWhateverOrderTheyComeBack() {
    NativePages pages = new NativePages();
    Random random = new Random(4);
    List<BytePointer> taken = new ArrayList<>();
    TreeMap<Long, Long> ends = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      if (taken.size() < 50 || taken.size() < 200 && random.nextBoolean()) {
        BytePointer block = pages.take(1 + random.nextInt(1 << random.nextInt(20)));
        assertThat(block.address() % HostBlock.ALIGNMENT).isZero();
        var before = ends.lowerEntry(block.address() + block.limit());
        assertThat(before == null || before.getValue() <= block.address()).isTrue();
        ends.put(block.address(), block.address() + block.limit());
        taken.add(block);
      } else {
        BytePointer block = taken.remove(random.nextInt(taken.size()));
        ends.remove(block.address());
        giveBack(pages, block);
      }
    }
    taken.forEach(block -> giveBack(pages, block));
    long touched = pages.touched();
    giveBack(pages, pages.take(touched));
    assertThat(pages.touched()).isEqualTo(touched);
    pages.freeAll();
  }

  @Test
  void takesAnotherPieceWhereOneIsTooSmallAndKeepsThemApart() {
    NativePages pages = new NativePages();
    List<BytePointer> blocks = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      blocks.add(pages.take(1 << 30)); // untouched, so it takes no memory
    }
    blocks.forEach(block -> giveBack(pages, block));
    blocks.sort((a, b) -> Long.compare(a.address(), b.address()));
    for (int i = 1; i < 5; i++) {
      assertThat(blocks.get(i).address() - blocks.get(i - 1).address())
          .isGreaterThanOrEqualTo(1 << 30);
    }
    assertThat(pages.touched()).isEqualTo(5L << 30);
    pages.freeAll();
    assertThat(pages.touched()).isZero();
  }

  private static void giveBack(NativePages pages, BytePointer block) {
    pages.giveBack(block.address(), block.limit());
  }
}
