package dev.eventlogger.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

class ClassVersionsTest {

  private static final int NEWER = Runtime.version().feature() + 1;

  @Test
  void saysWhichJavaAClassNeedsInTheJvmsOwnCase() throws IOException {
    Throwable failure = failureOf(classOf(NEWER));

    assertThat(ClassVersions.builtForNewerJava(new ServiceConfigurationError("x", failure)))
        .isEqualTo(
            "app.Sink was built for Java %d, and this is Java %d; run it with Java %d, or build it"
                    .formatted(NEWER, NEWER - 1, NEWER)
                + " with --release "
                + (NEWER - 1));
  }

  @Test
  void saysNothingOfOtherFailures() {
    assertThat(ClassVersions.builtForNewerJava(new UnsupportedClassVersionError("x"))).isNull();
    assertThat(ClassVersions.builtForNewerJava(new IllegalStateException())).isNull();
  }

  private static Throwable failureOf(byte[] classFile) {
    class Defining extends ClassLoader {
      void define() {
        defineClass("app.Sink", classFile, 0, classFile.length);
      }
    }
    try {
      new Defining().define();
      throw new AssertionError("the class was taken");
    } catch (LinkageError e) {
      return e;
    }
  }

  /** The bytes of a class app.Sink that hold little more than its version. */
  private static byte[] classOf(int java) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0xCAFEBABE);
    out.writeShort(0);
    out.writeShort(44 + java);
    out.writeShort(5); // the number of constants, plus one
    out.writeByte(1);
    out.writeUTF("app/Sink");
    out.writeByte(7);
    out.writeShort(1);
    out.writeByte(1);
    out.writeUTF("java/lang/Object");
    out.writeByte(7);
    out.writeShort(3);
    out.writeShort(0x21);
    out.writeShort(2);
    out.writeShort(4);
    for (int nothing = 0; nothing < 4; nothing++) {
      out.writeShort(0);
    }
    return bytes.toByteArray();
  }
}
