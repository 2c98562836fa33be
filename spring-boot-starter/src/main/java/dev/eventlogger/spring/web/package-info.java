/** Requests as events. */
@NullMarked
package dev.eventlogger.spring.web;

import org.jspecify.annotations.NullMarked;
