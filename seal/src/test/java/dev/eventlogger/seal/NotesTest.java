package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NotesTest {

  private static final String ONE = "log\n1\nroot\n\n— log AAAA\n— other BBBB\n";
  private static final String TWO = "log\n2\nroot\n\n— log CCCC\n";

  private static List<String> read(String all) throws IOException {
    List<String> notes = new ArrayList<>();
    Notes.read(
        new ByteArrayInputStream(all.getBytes(UTF_8)), note -> notes.add(new String(note, UTF_8)));
    return notes;
  }

  @Test
  void readsNotesOneAfterTheOther() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read(ONE)).containsExactly(ONE);
    assertThat(read(ONE + TWO + ONE)).containsExactly(ONE, TWO, ONE);
    assertThat(read("\n\n" + ONE + "\n\n" + TWO + "\n")).containsExactly(ONE, TWO);
  }

  @Test
  void givesOutWhatWasCutOffOrIsNotSigned() throws IOException {
    assertThat(read(ONE + "log\n2\nro")).containsExactly(ONE, "log\n2\nro");
    assertThat(read(ONE + TWO.substring(0, TWO.length() - 3)))
        .containsExactly(ONE, TWO.substring(0, TWO.length() - 3));
    assertThat(read("log\n1\nroot\n\n" + TWO)).containsExactly("log\n1\nroot\n\n", TWO);
    assertThat(read("log\n1\nroot\n")).containsExactly("log\n1\nroot\n");
  }

  /** Whoever may add to an anchor must not be able to hide what comes after. */
  @Test
  void goesOnBehindWhatIsTooLarge() throws IOException {
    for (String large : List.of("x".repeat(2_000_001), "x\n".repeat(1_100_000))) {
      Read read = new Read();
      String all = ONE + large + "\n\n" + TWO + ONE;
      Notes.read(new ByteArrayInputStream(all.getBytes(UTF_8)), read);

      assertThat(read.notes).containsExactly(ONE, TWO, ONE);
      assertThat(read.unreadable)
          .containsExactly("this is no note: it has more than 1000000 bytes");
    }
    Read atEnd = new Read();
    Notes.read(new ByteArrayInputStream((ONE + "x".repeat(1_000_001)).getBytes(UTF_8)), atEnd);
    assertThat(atEnd.notes).containsExactly(ONE);
    assertThat(atEnd.unreadable).hasSize(1);
  }

  private static final class Read implements NoteTaker {
    private final List<String> notes = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    @Override
    public void accept(byte[] note) {
      notes.add(new String(note, UTF_8));
    }

    @Override
    public void unreadable(String what) {
      unreadable.add(what);
    }
  }
}
