package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Other programs check what a seal proves: the Go team's reference, where Go and Debian's {@code
 * golang-golang-x-mod-dev} are installed, and a few lines for Node, where that is.
 */
@Timeout(300)
class OtherVerifiersTest {

  private static final int PROOFS = 1_000;
  private static final Path GO_PATH = Path.of("/usr/share/gocode");

  @TempDir Path directory;
  private final Random random = new Random(3);
  private final List<byte[]> checkpoints = new ArrayList<>();

  @Test
  void goAgreesOnEveryCheckpointAndOnRandomProofs() throws Exception {
    Path go = go();
    assumeTrue(go != null && Files.isDirectory(GO_PATH.resolve("src/golang.org/x/mod")), "no Go");
    List<String> lines = lines();

    assertThat(run(lines, List.of(go.toString(), "run", "src/test/go/check.go")))
        .isEqualTo(whole());
    for (String damaged : damaged(lines)) {
      List<String> command = List.of(go.toString(), "run", "src/test/go/check.go");
      assertThat(run(List.of(lines.get(0), damaged), command)).startsWith("refused: ");
    }
  }

  @Test
  void nodeAgreesOnEveryCheckpointAndOnRandomProofs() throws Exception {
    assumeTrue(isThere("node"), "no Node");
    List<String> lines = lines();

    assertThat(run(lines, List.of("node", "src/test/js/check.mjs"))).isEqualTo(whole());
    for (String damaged : damaged(lines)) {
      List<String> command = List.of("node", "src/test/js/check.mjs");
      assertThat(run(List.of(lines.get(0), damaged), command)).startsWith("refused: ");
    }
  }

  private String whole() {
    return "checkpoints " + checkpoints.size() + " leaves " + PROOFS + " begins " + PROOFS;
  }

  /** One line of each kind, with a character of its last word changed. */
  private static List<String> damaged(List<String> lines) {
    return Stream.of("note ", "leaf ", "begin ")
        .map(kind -> lines.stream().filter(line -> line.startsWith(kind)).toList())
        .map(all -> all.get(all.size() - 1))
        .map(
            line ->
                line.substring(0, line.length() - 5)
                    + other(line.charAt(line.length() - 5))
                    + line.substring(line.length() - 4))
        .toList();
  }

  private static char other(char character) {
    return character == 'A' ? 'B' : 'A';
  }

  /** What a seal proves, for the others to check. */
  private List<String> lines() throws IOException {
    Path folder = directory.resolve("seal");
    OperatorKey operator = OperatorKey.make("example.org/log", directory.resolve("key"));
    List<String> lines = new ArrayList<>();
    try (SealWriter writer = SealWriter.open(folder, FileMode.PRIVATE, "example.org/log")) {
      writer.beginEpoch(operator, null, 0, new byte[0]);
      EpochRecord epoch = writer.newestEpoch();
      lines.add("key " + epoch.key());
      for (int i = 0; i < 200; i++) {
        checkpoints.add(seal(writer));
      }
    }
    for (byte[] each : checkpoints) {
      Checkpoint checkpoint = Checkpoint.parse(Note.parse(each));
      lines.add("note " + base64(each) + " " + checkpoint.size() + " " + base64(checkpoint.root()));
    }
    addProofs(new SealFolder(folder), lines);
    return lines;
  }

  private byte[] seal(SealWriter writer) throws IOException {
    SealBatch batch = writer.batch();
    for (int i = random.nextInt(60); i >= 0; i--) {
      byte[] event = ("event " + random.nextInt()).getBytes(UTF_8);
      batch.add(new UUID(random.nextLong(), random.nextLong()), out -> out.write(event));
    }
    return writer.commit(batch, new byte[0]);
  }

  private void addProofs(SealFolder folder, List<String> lines) throws IOException {
    long newest = Checkpoint.parse(Note.parse(folder.checkpoint())).size();
    Proofs proofs = new Proofs(folder.hashes(newest));
    for (int i = 0; i < PROOFS; i++) {
      long size = 1L + random.nextInt((int) newest);
      long index = random.nextInt((int) size);
      lines.add(
          "leaf "
              + index
              + " "
              + base64(folder.entry(index, newest).bytes())
              + " "
              + tree(proofs, size)
              + words(proofs.inclusion(index, size)));
      long old = 1L + random.nextInt((int) size);
      lines.add(
          "begin "
              + tree(proofs, old)
              + " "
              + tree(proofs, size)
              + words(proofs.consistency(old, size)));
    }
  }

  private static String tree(Proofs proofs, long size) throws IOException {
    return size + " " + base64(proofs.root(size));
  }

  private static String words(List<byte[]> hashes) {
    return hashes.isEmpty()
        ? ""
        : hashes.stream().map(OtherVerifiersTest::base64).collect(Collectors.joining(",", " ", ""));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private String run(List<String> lines, List<String> command) throws Exception {
    Path input = directory.resolve("lines");
    Files.write(input, lines);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(input.toFile());
    builder.environment().put("GOPATH", GO_PATH.toString());
    builder.environment().put("GO111MODULE", "off");
    builder.environment().put("GOCACHE", directory.resolve("go-cache").toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return said.strip();
  }

  private static Path go() throws IOException {
    Path debian = Path.of("/usr/lib/go-1.19/bin/go");
    return isThere("go") ? Path.of("go") : Files.isExecutable(debian) ? debian : null;
  }

  private static boolean isThere(String command) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }
}
