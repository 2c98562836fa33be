/** What the ahead-of-time processing of Spring is told. */
@NullMarked
package dev.eventlogger.spring.aot;

import org.jspecify.annotations.NullMarked;
