package dev.eventlogger.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TileTest {

  /** The example in C2SP's tlog-tiles: the tree of 70,000 leaves. */
  @Test
  void isWhereTlogTilesHasIt() {
    assertThat(Tile.of(0, 69_999, 70_000).path()).isEqualTo("tile/0/273.p/112");
    assertThat(Tile.of(0, 0, 70_000).path()).isEqualTo("tile/0/000");
    assertThat(Tile.of(1, 272, 70_000).path()).isEqualTo("tile/1/001.p/17");
    assertThat(Tile.of(2, 0, 70_000).path()).isEqualTo("tile/2/000.p/1");
    assertThat(Tile.of(Tile.ENTRIES, 69_999, 70_000).path()).isEqualTo("tile/entries/273.p/112");
    assertThat(new Tile(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
    assertThat(new Tile(0, 1_000, 1).path()).isEqualTo("tile/0/x001/000.p/1");
  }

  @Test
  void hasAWidth() {
    assertThatThrownBy(() -> new Tile(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tile(0, 0, 257)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new Tile(0, 0, 256).isWhole()).isTrue();
    assertThat(new Tile(0, 0, 255).isWhole()).isFalse();
  }
}
