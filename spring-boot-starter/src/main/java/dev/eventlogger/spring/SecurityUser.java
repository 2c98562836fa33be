package dev.eventlogger.spring;

import dev.eventlogger.intake.context.ContextSource;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Answers {@code user.id} with the user whom Spring Security has signed in. Thread-safe. */
public final class SecurityUser implements ContextSource {

  /** Asks the security context of the thread. */
  SecurityUser() {}

  @Override
  public @Nullable Object get(String key) {
    return key.equals("user.id")
        ? name(SecurityContextHolder.getContext().getAuthentication())
        : null;
  }

  /** The name of a user; null if there is none, or the user is anonymous or not authenticated. */
  public static @Nullable String name(@Nullable Authentication user) {
    if (user == null || !user.isAuthenticated() || user instanceof AnonymousAuthenticationToken) {
      return null;
    }
    return user.getName();
  }
}
