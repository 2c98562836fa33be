package dev.eventlogger.spring;

import org.jspecify.annotations.Nullable;

/** Transactions of JTA, of which a connection is a part from when it is first used. */
final class GlobalTransactions {

  /** By name: the classes that it is made of may not be there. */
  private static final String MANAGER = "org.springframework.transaction.jta.JtaTransactionManager";

  private GlobalTransactions() {}

  /** Whether a class is that of a manager of such transactions. */
  static boolean areOf(@Nullable Class<?> manager) {
    return manager != null && (manager.getName().equals(MANAGER) || areOf(manager.getSuperclass()));
  }
}
