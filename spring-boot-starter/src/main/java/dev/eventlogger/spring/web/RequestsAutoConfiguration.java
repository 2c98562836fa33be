package dev.eventlogger.spring.web;

import dev.eventlogger.EventLogger;
import dev.eventlogger.servlet.EventLoggerFilter;
import dev.eventlogger.servlet.RequestContext;
import dev.eventlogger.servlet.RequestReader;
import dev.eventlogger.servlet.UserFilter;
import dev.eventlogger.spring.EventLoggerAutoConfiguration;
import dev.eventlogger.spring.EventLoggerProperties;
import dev.eventlogger.spring.SecurityUser;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Logs requests to a Spring MVC application as events. */
@AutoConfiguration(after = EventLoggerAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnBean(EventLogger.class)
@ConditionalOnProperty(
    prefix = "event-logger.api",
    name = "enabled",
    havingValue = "true",
    matchIfMissing = true)
public class RequestsAutoConfiguration {

  /** Behind the filter that sets the encoding, before those that refuse. */
  static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 20;

  /** Right behind Spring Security's, which is at -100. */
  static final int BEHIND_SECURITY = -99;

  /** The application may replace this by a bean of its own. */
  @Bean
  @ConditionalOnMissingBean
  RequestReader eventLoggerRequestReader(
      EventLoggerProperties properties, Environment environment) {
    return new SpringRequestReader(
        properties.api(),
        ActuatorPath.ofMvc(environment),
        environment.getProperty("server.error.path", "/error"));
  }

  @Bean
  FilterRegistrationBean<EventLoggerFilter> eventLoggerFilter(
      EventLogger events, RequestReader reader) {
    return registration(new EventLoggerFilter(events, reader), FIRST);
  }

  @Bean
  FilterRegistrationBean<UserFilter> eventLoggerUserFilter(Environment environment) {
    int security =
        environment.getProperty("spring.security.filter.order", Integer.class, BEHIND_SECURITY - 1);
    return registration(new UserFilter(), security + 1);
  }

  /** Notes the handler of a request, before a forward or an error brings another. */
  @Bean
  WebMvcConfigurer eventLoggerRoutes() {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new FirstRoute());
      }
    };
  }

  /** Notes users whom Spring Security refuses or has just signed in, whom no later filter sees. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(AuthorizationDeniedEvent.class)
  static class OfSecurity {
    @Bean
    ApplicationListener<AuthenticationSuccessEvent> eventLoggerSignedInUser() {
      return signIn -> RequestContext.userIs(signIn.getAuthentication().getName());
    }

    @Bean
    ApplicationListener<AuthorizationDeniedEvent<?>> eventLoggerRefusedUser() {
      return refusal -> {
        String user = refused(refusal);
        if (user != null) {
          RequestContext.userIs(user);
        }
      };
    }

    /** Asking may fail if nobody is signed in, which must not affect the refusal. */
    private static @Nullable String refused(AuthorizationDeniedEvent<?> refusal) {
      try {
        return SecurityUser.name(refusal.getAuthentication().get());
      } catch (RuntimeException e) {
        return null;
      }
    }
  }

  private static <F extends Filter> FilterRegistrationBean<F> registration(F filter, int order) {
    FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    registration.setDispatcherTypes(DispatcherType.REQUEST);
    registration.setAsyncSupported(true);
    return registration;
  }
}
