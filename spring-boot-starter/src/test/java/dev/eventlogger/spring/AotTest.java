package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An application that Spring has processed ahead of time. */
@Timeout(700)
class AotTest {

  @Test
  void logsWhatItLogsWithoutThat(@TempDir Path folder) throws Exception {
    Path delivered = folder.resolve("events.ndjson");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path sources = folder.resolve("sources");
    // Leaves out libraries that it does not need, which would take time to process.
    String classPath = OwnProcess.classPath("hibernate|spring-data|spring-orm");
    end(
        OwnProcess.start(
            List.of("-cp", classPath, "org.springframework.boot.SpringApplicationAotProcessor"),
            AotApplication.class.getName(),
            sources.toString(),
            classes.toString(),
            classes.toString(),
            "org.example",
            "aot",
            delivered.toString()));
    compile(sources, classes, classPath);
    end(
        OwnProcess.start(
            List.of(
                "-Dspring.aot.enabled=true",
                "-cp",
                classes + File.pathSeparator + classPath,
                AotApplication.class.getName()),
            delivered.toString()));

    List<String> lines = Files.readAllLines(delivered);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("\"noted\"");
    assertThat(lines.get(1)).contains("\"report-run\"", "\"id\":7").doesNotContain("secret");
    assertThat(lines.get(2)).contains("\"route\":\"/reports/{id}\"", "\"ip\":\"127.0.0.1\"");
  }

  private static void end(Process process) throws InterruptedException {
    assertThat(OwnProcess.end(process)).isZero();
  }

  private static void compile(Path sources, Path classes, String classPath) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> found = Files.walk(sources)) {
      List<Path> written = found.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(written).isNotEmpty();
      List<String> options =
          List.of(
              "-proc:none",
              "-nowarn",
              "-cp",
              classes + File.pathSeparator + classPath,
              "-d",
              classes.toString());
      assertThat(
              compiler
                  .getTask(
                      null, files, null, options, null, files.getJavaFileObjectsFromPaths(written))
                  .call())
          .isTrue();
    }
  }
}
