package dev.eventlogger.spring;

import org.jspecify.annotations.Nullable;

/** JTA transactions, which a connection joins when it is first used. */
final class GlobalTransactions {

  /** By name, since its classes may not be on the class path. */
  private static final String MANAGER = "org.springframework.transaction.jta.JtaTransactionManager";

  private GlobalTransactions() {}

  /** Whether a class is a manager of such transactions. */
  static boolean areOf(@Nullable Class<?> manager) {
    return manager != null && (manager.getName().equals(MANAGER) || areOf(manager.getSuperclass()));
  }
}
