package dev.eventlogger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The layout of records on disk, which outlives the process and the version. */
class FrameTest {

  @Test
  void aFrameIsItsLengthItsChecksumItsNumberAndItsRecord() {
    byte[] frame = SegmentFiles.frame(5, "{\"a\":1}");

    assertThat(HexFormat.of().formatHex(frame))
        .isEqualTo("00000007" + "7c87e308" + "0000000000000005" + "7b2261223a317d");
  }

  @Test
  void eachBitOfAFrameCounts() {
    byte[] whole = SegmentFiles.frame(5, "{\"a\":1}");
    int length = whole.length - Frame.HEADER;
    assertThat(Frame.isWhole(whole, 0, length)).isTrue();

    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Frame.isWhole(damaged, 0, length)).as("bit " + bit).isFalse();
    }
  }
}
