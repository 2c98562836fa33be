/** An application's events in its tests. */
@NullMarked
package dev.eventlogger.spring.test;

import org.jspecify.annotations.NullMarked;
