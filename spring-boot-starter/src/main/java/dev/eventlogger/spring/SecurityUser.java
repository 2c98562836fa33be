package dev.eventlogger.spring;

import dev.eventlogger.intake.context.ContextSource;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Answers for {@code user.id} with whom Spring Security has signed in. Thread-safe. */
final class SecurityUser implements ContextSource {

  @Override
  public @Nullable Object get(String key) {
    return key.equals("user.id") ? name() : null;
  }

  private static @Nullable String name() {
    Authentication user = SecurityContextHolder.getContext().getAuthentication();
    boolean isKnown =
        user != null && user.isAuthenticated() && !(user instanceof AnonymousAuthenticationToken);
    return isKnown ? user.getName() : null;
  }
}
