package dev.eventlogger.spring;

import dev.eventlogger.testkit.InMemoryEventLogger;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.Callable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A Spring MVC application with sign-in. */
@Configuration
@EnableAutoConfiguration
class MvcApplication {

  /** Answers in every way. */
  @RestController
  static class Pages {

    @GetMapping("/users/{id}")
    String user(@PathVariable int id) {
      return "user " + id;
    }

    @GetMapping("/later")
    Callable<String> later() {
      return () -> "later";
    }

    @GetMapping("/later-fails")
    Callable<String> laterFails() {
      return () -> {
        throw new IllegalStateException("ada's secret");
      };
    }

    @GetMapping("/times-out")
    DeferredResult<String> timesOut() {
      return new DeferredResult<>(10L);
    }

    @GetMapping("/gone")
    void gone(HttpServletResponse response) throws Exception {
      response.sendError(HttpServletResponse.SC_GONE); // answered through an error dispatch
    }

    @GetMapping("/stream")
    SseEmitter stream() throws Exception {
      SseEmitter emitter = new SseEmitter();
      emitter.send("one");
      emitter.complete();
      return emitter;
    }

    @GetMapping("/fails")
    String fails() {
      throw new IllegalStateException("ada's secret");
    }

    @GetMapping("/conflict")
    String conflict() {
      throw new Conflict();
    }

    @GetMapping("/forward")
    void forward(HttpServletRequest request, HttpServletResponse response) throws Exception {
      request.getRequestDispatcher("/users/7").forward(request, response);
    }

    @GetMapping("/admin/keys")
    String keys() {
      return "keys";
    }

    @PostMapping("/users")
    @ResponseStatus(HttpStatus.CREATED)
    void create() {}
  }

  /** Is answered with 409. */
  @ResponseStatus(HttpStatus.CONFLICT)
  static class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Bean
  InMemoryEventLogger delivered() {
    return new InMemoryEventLogger();
  }

  @Bean
  InMemoryUserDetailsManager users() {
    return new InMemoryUserDetailsManager(
        User.withUsername("ada").password("{noop}pw").roles("USER").build());
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/admin/**")
                    .hasRole("ADMIN")
                    .requestMatchers("/actuator/**", "/error")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .httpBasic(Customizer.withDefaults())
        .csrf(csrf -> csrf.disable())
        .build();
  }
}
