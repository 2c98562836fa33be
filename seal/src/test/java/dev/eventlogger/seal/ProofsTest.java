package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProofsTest {

  // The leaves and roots of Certificate Transparency's tests.
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");
  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void hasTheRootsOfCertificateTransparency() throws IOException {
    Leaves leaves = new Leaves();
    LEAVES.forEach(leaf -> leaves.add(HexFormat.of().parseHex(leaf)));

    for (int size = 0; size < ROOTS.size(); size++) {
      assertThat(HexFormat.of().formatHex(new Proofs(leaves).root(size)))
          .as("size %d", size)
          .isEqualTo(ROOTS.get(size));
    }
  }

  @Test
  void hasThePathsOfTheExampleInTheRfc() throws IOException {
    Leaves leaves = leaves(7);
    Proofs proofs = new Proofs(leaves);

    // RFC 6962, 2.1.3: [b, h, l], [c, g, l], [f, j, k], [i, k]; and [c, d, g, l], [l], [i, j, k].
    assertThat(proofs.inclusion(0, 7))
        .containsExactly(leaves.root(1, 2), leaves.root(2, 4), leaves.root(4, 7));
    assertThat(proofs.inclusion(3, 7))
        .containsExactly(leaves.root(2, 3), leaves.root(0, 2), leaves.root(4, 7));
    assertThat(proofs.inclusion(4, 7))
        .containsExactly(leaves.root(5, 6), leaves.root(6, 7), leaves.root(0, 4));
    assertThat(proofs.inclusion(6, 7)).containsExactly(leaves.root(4, 6), leaves.root(0, 4));
    assertThat(proofs.consistency(3, 7))
        .containsExactly(
            leaves.root(2, 3), leaves.root(3, 4), leaves.root(0, 2), leaves.root(4, 7));
    assertThat(proofs.consistency(4, 7)).containsExactly(leaves.root(4, 7));
    assertThat(proofs.consistency(6, 7))
        .containsExactly(leaves.root(4, 6), leaves.root(6, 7), leaves.root(0, 4));
  }

  @Test
  void refusesALeafThatIsNotThereAndATreeThatIsLarger() {
    Proofs proofs = new Proofs(leaves(3));

    assertThatThrownBy(() -> proofs.inclusion(3, 3)).hasMessage("a tree of 3 leaves has no leaf 3");
    assertThatThrownBy(() -> proofs.consistency(4, 3))
        .hasMessage("a tree of 3 leaves does not begin with one of 4");
    assertThat(Proofs.isIncluded(new byte[32], 3, 3, List.of(), new byte[32])).isFalse();
    assertThat(Proofs.isConsistent(4, new byte[32], 3, new byte[32], List.of())).isFalse();
  }

  @Property(tries = 200)
  void everyInclusionIsProvedAndNoFlippedBitIs(
      @ForAll @IntRange(min = 1, max = 300) int size, @ForAll int at, @ForAll int bit)
      throws IOException {
    Leaves leaves = leaves(size);
    int index = Math.floorMod(at, size);
    List<byte[]> proof = new Proofs(leaves).inclusion(index, size);
    byte[] leaf = leaves.leafHash(index);
    byte[] root = leaves.root(0, size);

    assertThat(Proofs.isIncluded(leaf, index, size, proof, root)).isTrue();
    assertThat(Proofs.isIncluded(flipped(leaf, bit), index, size, proof, root)).isFalse();
    assertThat(Proofs.isIncluded(leaf, index, size, proof, flipped(root, bit))).isFalse();
    for (int i = 0; i < proof.size(); i++) {
      List<byte[]> other = new ArrayList<>(proof);
      other.set(i, flipped(proof.get(i), bit));
      assertThat(Proofs.isIncluded(leaf, index, size, other, root)).isFalse();
      other.remove(i);
      assertThat(Proofs.isIncluded(leaf, index, size, other, root)).isFalse();
    }
    for (int other = 0; other < size; other++) {
      assertThat(Proofs.isIncluded(leaf, other, size, proof, root)).isEqualTo(other == index);
    }
    List<byte[]> longer = new ArrayList<>(proof);
    longer.add(root);
    assertThat(Proofs.isIncluded(leaf, index, size, longer, root)).isFalse();
  }

  @Property(tries = 200)
  void everyBeginIsProvedAndNoFlippedBitIs(
      @ForAll @IntRange(min = 1, max = 300) int size, @ForAll int at, @ForAll int bit)
      throws IOException {
    Leaves leaves = leaves(size);
    int old = Math.floorMod(at, size + 1);
    List<byte[]> proof = new Proofs(leaves).consistency(old, size);
    byte[] before = leaves.root(0, old);
    byte[] root = leaves.root(0, size);

    assertThat(Proofs.isConsistent(old, before, size, root, proof)).isTrue();
    assertThat(Proofs.isConsistent(old, flipped(before, bit), size, root, proof)).isFalse();
    if (old > 0) {
      assertThat(Proofs.isConsistent(old, before, size, flipped(root, bit), proof)).isFalse();
    }
    for (int i = 0; i < proof.size(); i++) {
      List<byte[]> other = new ArrayList<>(proof);
      other.set(i, flipped(proof.get(i), bit));
      assertThat(Proofs.isConsistent(old, before, size, root, other)).isFalse();
      other.remove(i);
      assertThat(Proofs.isConsistent(old, before, size, root, other)).isFalse();
    }
    List<byte[]> longer = new ArrayList<>(proof);
    longer.add(root);
    assertThat(Proofs.isConsistent(old, before, size, root, longer)).isFalse();
  }

  @Property(tries = 100)
  void anEdgeThatGrowsHasTheRootOfTheWholeTree(
      @ForAll @IntRange(max = 1_500) int size, @ForAll @IntRange(max = 600) int more) {
    Leaves leaves = leaves(size + more);
    TreeEdge edge = new TreeEdge();
    for (int i = 0; i < size; i++) {
      edge.add(entry(i));
    }
    TreeEdge copy = edge.copy();
    for (int i = size; i < size + more; i++) {
      copy.add(entry(i));
    }

    assertThat(edge.root()).isEqualTo(leaves.root(0, size));
    assertThat(copy.root()).isEqualTo(leaves.root(0, size + more));
    assertThat(copy.size()).isEqualTo(size + more);
  }

  private static byte[] flipped(byte[] hash, int bit) {
    byte[] other = hash.clone();
    int at = Math.floorMod(bit, 8 * hash.length);
    other[at / 8] ^= (byte) (1 << at % 8);
    return other;
  }

  private static Leaves leaves(int count) {
    Leaves leaves = new Leaves();
    for (int i = 0; i < count; i++) {
      leaves.add(entry(i));
    }
    return leaves;
  }

  private static byte[] entry(int number) {
    return ("leaf " + number).getBytes(UTF_8);
  }
}
