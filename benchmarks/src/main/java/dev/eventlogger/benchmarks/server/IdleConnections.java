package dev.eventlogger.benchmarks.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.benchmarks.Measurement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cost of connections that have sent one event each, and stay open. */
final class IdleConnections {

  private static final Pattern USED_HEAP = Pattern.compile("used (\\d+)K");
  private static final int ADDRESSES = 16;
  private static final String HEAP = "128m";

  private IdleConnections() {}

  /**
   * Opens this many connections, from several addresses of this machine, and reads the size of the
   * heap.
   */
  static Measurement measure(Path folder, int connections) throws Exception {
    try (ServerProcess server = new Servers(folder).own(HEAP)) {
      List<SocketChannel> open = new ArrayList<>();
      Requests requests = new Requests(1, true, false);
      connect(server, open, requests, connections / 100);
      long before = usedHeap(server);
      connect(server, open, requests, connections);
      long after = usedHeap(server);
      for (SocketChannel each : open) {
        each.close();
      }
      String delivered = server.end();
      if (!delivered.equals(Integer.toString(connections / 100 + connections))) {
        throw new IOException("not all was delivered: " + delivered);
      }
      int mib = 1024 * 1024;
      return new Measurement(
          Contestant.MEMORY.name(),
          ServerRounds.IDLE,
          Map.of(
              "connections",
              (double) connections,
              "heap_before_mib",
              (double) before / mib,
              "heap_mib",
              (double) after / mib,
              "bytes_per_connection",
              (double) (after - before) / connections));
    }
  }

  private static void connect(
      ServerProcess server, List<SocketChannel> open, Requests requests, int connections)
      throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(4096);
    for (int i = 0; i < connections; i++) {
      byte[] own = {127, 0, 0, (byte) (2 + i % ADDRESSES)};
      SocketChannel channel = SocketChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.getByAddress(own), 0));
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      channel.write(requests.next());
      int read = channel.read(answer.clear());
      if (read < 0) {
        throw new IOException("a connection was closed");
      }
      open.add(channel);
    }
  }

  private static long usedHeap(ServerProcess server) throws IOException, InterruptedException {
    jcmd(server, "GC.run");
    Matcher used = USED_HEAP.matcher(jcmd(server, "GC.heap_info"));
    if (!used.find()) {
      throw new IOException("jcmd says nothing about the heap");
    }
    return Long.parseLong(used.group(1)) * 1024;
  }

  private static String jcmd(ServerProcess server, String what)
      throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(jcmd.toString(), Long.toString(server.pid()), what)
            .redirectErrorStream(true)
            .start();
    String answer = new String(asked.getInputStream().readAllBytes(), UTF_8);
    asked.waitFor();
    return answer;
  }
}
