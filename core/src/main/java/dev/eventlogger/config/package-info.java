/**
 * Reads the YAML configuration, checks it in full, and binds it to settings records; finds the
 * plugins that it names with {@link java.util.ServiceLoader}. For the facade, and for modules above
 * core.
 */
@NullMarked
package dev.eventlogger.config;

import org.jspecify.annotations.NullMarked;
