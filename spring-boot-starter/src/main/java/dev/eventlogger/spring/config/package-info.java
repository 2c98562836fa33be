/** Settings from an application's environment. */
@NullMarked
package dev.eventlogger.spring.config;

import org.jspecify.annotations.NullMarked;
