/**
 * The YAML configuration, read, checked in full, and bound to settings records; and the plugins
 * that it names, found with {@link java.util.ServiceLoader}. For the facade, and for modules above
 * core.
 */
@NullMarked
package dev.eventlogger.config;

import org.jspecify.annotations.NullMarked;
