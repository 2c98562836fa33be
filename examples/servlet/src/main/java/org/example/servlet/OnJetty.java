package org.example.servlet;

import dev.eventlogger.Events;
import dev.eventlogger.servlet.EventLoggerFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;

/** Runs {@link Reports} on Jetty. */
final class OnJetty {

  private OnJetty() {}

  /** Starts the server on a free port. */
  static Server start(Events events) throws Exception {
    Server server = new Server(0);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(new Reports()), "/reports/*");

    FilterHolder filter = new FilterHolder(new EventLoggerFilter(events));
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));

    server.setHandler(context);
    server.start();
    return server;
  }
}
