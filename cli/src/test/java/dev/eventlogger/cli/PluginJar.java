package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.spi.BaseEventLogger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Makes a plugin JAR from sources. */
final class PluginJar {

  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final List<String> services = new ArrayList<>();

  /** A sink whose name is a Java expression. */
  PluginJar sink(String className, String nameExpression, String... members) {
    services.add(className);
    return type(
        className,
        "extends " + BaseEventLogger.class.getName(),
        "public String loggerName() { return " + nameExpression + "; }",
        "public dev.eventlogger.spi.DeliveryResult log("
            + "java.util.List<dev.eventlogger.event.Event> batch) {"
            + " return dev.eventlogger.spi.DeliveryResult.DELIVERED; }",
        String.join("\n", members));
  }

  PluginJar type(String className, String extending, String... members) {
    int dot = className.lastIndexOf('.');
    sources.put(
        className,
        "package %s; public class %s %s { %s }"
            .formatted(
                className.substring(0, dot),
                className.substring(dot + 1),
                extending,
                String.join("\n", members)));
    return this;
  }

  /** Registers none of its classes. */
  PluginJar unregistered() {
    services.clear();
    return this;
  }

  /** Says in the manifest which JDK built it, as Maven does. */
  PluginJar builtBy(int jdk) {
    return resource("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nBuild-Jdk-Spec: " + jdk + "\n");
  }

  /** Registers a class that the JAR does not hold. */
  PluginJar registered(String className) {
    services.add(className);
    return this;
  }

  PluginJar resource(String path, String text) {
    entries.put(path, text.getBytes(UTF_8));
    return this;
  }

  void writeTo(Path jar) throws IOException {
    compile(Files.createTempDirectory(jar.getParent(), "classes"));
    if (!services.isEmpty()) {
      resource("META-INF/services/" + BaseEventLogger.class.getName(), String.join("\n", services));
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
  }

  private void compile(Path folder) throws IOException {
    String classPath = System.getProperty("java.class.path");
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-cp", classPath, "-d", folder.toString()));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    if (!sources.isEmpty()) {
      String[] all = arguments.toArray(String[]::new);
      if (ToolProvider.getSystemJavaCompiler().run(null, null, null, all) != 0) {
        throw new IllegalStateException("the test's own source does not compile");
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        entries.put(path, Files.readAllBytes(file));
      }
    }
  }
}
