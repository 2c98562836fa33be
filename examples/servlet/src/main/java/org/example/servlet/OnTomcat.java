package org.example.servlet;

import dev.eventlogger.Events;
import dev.eventlogger.servlet.EventLoggerFilter;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Runs {@link Reports} on Tomcat. */
final class OnTomcat {

  private OnTomcat() {}

  /** Starts the server on a free port. */
  static Tomcat start(Events events, Path folder) throws LifecycleException {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "reports", new Reports());
    context.addServletMappingDecoded("/reports/*", "reports");

    FilterDef filter = new FilterDef();
    filter.setFilterName("events");
    filter.setFilter(new EventLoggerFilter(events));
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap everything = new FilterMap();
    everything.setFilterName("events");
    everything.addURLPattern("/*");
    context.addFilterMapBefore(everything);

    tomcat.start();
    return tomcat;
  }
}
