package dev.eventlogger.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Provider;
import java.security.Security;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorKeyTest {

  @TempDir Path directory;

  @Test
  void isTheSameWhenItIsReadAgain() throws IOException {
    Path file = directory.resolve("operator.key");
    OperatorKey made = OperatorKey.make("log", file);
    OperatorKey read = OperatorKey.read("log", file);

    assertThat(read.verifier()).isEqualTo(made.verifier());
    byte[] text = {1, 2, 3};
    assertThat(made.verifier().verifies(text, read.sign(text))).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(read).hasToString(read.verifier().toString());
  }

  @Test
  void isNeverWrittenOver() throws IOException {
    Path file = directory.resolve("operator.key");
    OperatorKey made = OperatorKey.make("log", file);

    assertThatThrownBy(() -> OperatorKey.make("log", file))
        .hasMessageContaining("a key is never written over");
    assertThat(OperatorKey.read("log", file).verifier()).isEqualTo(made.verifier());
  }

  @Test
  void isRefusedWhereOthersMayReadIt() throws IOException {
    Path file = directory.resolve("operator.key");
    OperatorKey unused = OperatorKey.make("log", file);
    for (String mode : new String[] {"rw-r--r--", "rw-----w-", "rw--w----"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

      assertThatThrownBy(() -> OperatorKey.read("log", file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(file + ": others on this machine may read or change this key; chmod 600 it");
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
    assertThat(OperatorKey.read("log", file)).isNotNull();
  }

  @Test
  void saysWhatTheFileMustHold() throws IOException {
    Path file = directory.resolve("operator.key");
    OperatorKey unused = OperatorKey.make("log", file);
    String pem = Files.readString(file);
    for (String other :
        new String[] {"", "secret", pem.replace("MC4", "MD4"), pem.replace('E', '!')}) {
      Files.writeString(file, other);

      assertThatThrownBy(() -> OperatorKey.read("log", file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(file + ": must hold a private key of Ed25519, as PKCS#8 in PEM");
    }
  }

  @Test
  void mayBeInAKeyStore() throws Exception {
    Path store = directory.resolve("keys.p12");
    keytool(store, "operator", "Ed25519");
    OperatorKey key = new OperatorKeyStore(null, null, store, "changeit", null).open("log");
    byte[] text = {4, 5};

    assertThat(key.verifier().verifies(text, key.sign(text))).isTrue();
    assertThat(
            new OperatorKeyStore("PKCS12", null, store, "changeit", "operator")
                .open("log")
                .verifier())
        .isEqualTo(key.verifier());
    assertThatThrownBy(() -> new OperatorKeyStore(null, null, store, "changeit", "no").open("log"))
        .hasMessage("key_store: has no private key with a certificate under the alias no");
    assertThatThrownBy(() -> new OperatorKeyStore(null, null, store, "wrong", null).open("log"))
        .isInstanceOf(IOException.class);
    keytool(store, "another", "Ed25519");
    assertThatThrownBy(() -> new OperatorKeyStore(null, null, store, "changeit", null).open("log"))
        .hasMessage("key_store: has 2 keys; alias says which one signs");
    assertThat(new OperatorKeyStore(null, null, store, "changeit", null).toString())
        .doesNotContain("changeit");
  }

  /** As a token's vendor brings it: the JDK's own provider knows no Ed25519. */
  @Test
  void mayBeWithAProviderOfItsOwn() throws Exception {
    Path store = directory.resolve("keys.p12");
    keytool(store, "operator", "Ed25519");
    Provider vendor = new TokenProvider(TokenProvider.Keys.class);
    Security.addProvider(vendor);
    try {
      OperatorKey key =
          new OperatorKeyStore("Token", vendor.getName(), store, "changeit", null).open("log");

      assertThat(key.verifier())
          .isEqualTo(
              new OperatorKeyStore(null, null, store, "changeit", null).open("log").verifier());
    } finally {
      Security.removeProvider(vendor.getName());
    }
    assertThatThrownBy(
            () -> new OperatorKeyStore("Token", vendor.getName(), store, "x", null).open("log"))
        .hasMessageContaining(vendor.getName());
    assertThatThrownBy(() -> new OperatorKeyStore("Token", null, store, "changeit", null))
        .hasMessage("type must be PKCS12 or PKCS11, or provider must say who has it");
  }

  @Test
  void saysThatAProviderKnowsNoSuchKeys() {
    Provider vendor = new TokenProvider(TokenProvider.UnknownKeys.class);
    Security.addProvider(vendor);
    try {
      assertThatThrownBy(
              () -> new OperatorKeyStore("Token", vendor.getName(), null, "", "a").open("log"))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "key_store: the provider cannot use the key: unknown key type; the JDK's SunPKCS11"
                  + " knows no Ed25519, \"provider\" names one that does");
    } finally {
      Security.removeProvider(vendor.getName());
    }
  }

  @Test
  void saysWhatIsWrongWithATokensConfiguration() {
    Path none = directory.resolve("none.cfg");
    assertThatThrownBy(() -> new OperatorKeyStore("PKCS11", null, none, "1", null).open("log"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("key_store: cannot be opened: " + none + ": ");
  }

  @Test
  void mustBeOfEd25519() throws Exception {
    Path store = directory.resolve("keys.p12");
    keytool(store, "operator", "EC");

    assertThatThrownBy(() -> new OperatorKeyStore(null, null, store, "changeit", null).open("log"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the key must be of Ed25519, not EC");
  }

  private static void keytool(Path store, String alias, String algorithm) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=test",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
