/** Settings from the environment of an application. */
@NullMarked
package dev.eventlogger.spring.config;

import org.jspecify.annotations.NullMarked;
